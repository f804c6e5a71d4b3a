using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NanoBatch.Cli.Jobs;
using NanoBatch.Devices;

namespace NanoBatch.Cli.Flashing;

/// <param name="Path">Full path.</param>
/// <param name="Image">What is in it.</param>
/// <param name="Build">The build that the board will tell in <c>info</c>; null where no side file says it.</param>
internal sealed record LoadedImage(string Path, DeploymentImage Image, string? Build);

/// <summary>The application image that <c>flash</c> writes.</summary>
internal static class ImageFile
{
    /// <summary>The name that the firmware's build gives it.</summary>
    public const string Name = "nanobatch-esp32.bin";

    private const string Checkout = "nanoFirmware.sln";
    private const int SideFileBytesMax = 1 << 20;

    /// <summary>Reads an image and the side file beside it, where there is one.</summary>
    /// <exception cref="CliFailure">Exit code 1: it cannot be read, is none, is damaged, is not nanobatch's, or the two files do not belong together.</exception>
    public static LoadedImage Load(string path)
    {
        ImageReading reading = DeploymentImage.Read(InputFile.Read(path, DeploymentImage.BytesMax, out _));
        if (reading.Image is not { } image)
        {
            throw CliFailure.OfFile(path, reading.Problem!, reading.Hint);
        }

        if (!image.IsNanoBatch)
        {
            string names = string.Join(", ", image.Assemblies.Select(assembly => assembly.Name));
            throw CliFailure.OfFile(path, $"this is another application's image: {names}", $"name {Name}, which 'dotnet build firmware/Esp32 -c Release' writes");
        }

        return new LoadedImage(Path.GetFullPath(path), image, BuildOf(path, image));
    }

    /// <summary>The image that is meant where nobody names one: in one of the folders, or the newest in the artifacts of the checkout around one.</summary>
    /// <exception cref="CliFailure">Exit code 2: there is none.</exception>
    public static string Find(IReadOnlyList<string> folders) => folders.Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists)
        ?? folders.Select(CheckoutAround).OfType<string>().SelectMany(Built).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
        ?? throw CliFailure.Usage(
            $"there is no {Name} here, beside the tool or in a checkout's artifacts", "build it: dotnet build firmware/Esp32 -c Release", "or name it with --image");

    private static string? CheckoutAround(string folder)
    {
        DirectoryInfo? at = new(folder);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, Checkout)))
        {
            at = at.Parent;
        }

        return at?.FullName;
    }

    /// <summary>Artifacts lie in a folder for each project, and in it one for each configuration.</summary>
    private static IEnumerable<string> Built(string checkout)
    {
        string bin = Path.Combine(checkout, "artifacts", "bin");
        return Directory.Exists(bin)
            ? Directory.EnumerateDirectories(bin).SelectMany(Directory.EnumerateDirectories).Select(folder => Path.Combine(folder, Name)).Where(File.Exists)
            : [];
    }

    private static string? BuildOf(string path, DeploymentImage image)
    {
        string side = Path.ChangeExtension(path, ".json");
        if (!File.Exists(side) || string.Equals(side, path, StringComparison.Ordinal))
        {
            return null;
        }

        ImageSideFile file = ImageSideFile.Read(InputFile.Read(side, SideFileBytesMax, out _))
            ?? throw CliFailure.OfFile(side, "this is not what the build writes beside an image", "copy both files of one build again, or remove this one");
        return file.BelongsTo(image)
            ? file.Build
            : throw CliFailure.OfFile(path, $"the image and {Path.GetFileName(side)} beside it are of two builds", "copy both files of one build, or build again");
    }
}
