using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NanoBatch.Devices;

/// <summary>nanoFramework's flashing tool: where it is, and the three command lines that are needed of it.</summary>
/// <remarks>Facts of version 2.5 behind the choices. The application goes over <c>--nanodevice</c>, for then the address comes from the board: with
/// <c>--platform esp32 --deploy</c> the tool has written into the firmware's own partition. The update runs at minimal verbosity, for at a higher one it moves the cursor of a
/// console, and fails where its output is a pipe; the deployment runs at normal verbosity, for at a lower one it ends with 0 although the board took nothing.</remarks>
public static class NanoffTool
{
    /// <summary>The command that installs it.</summary>
    public const string InstallCommand = "dotnet tool install -g nanoff";

    /// <summary>The command that brings it up to date.</summary>
    public const string UpdateCommand = "dotnet tool update -g nanoff";

    private const string Name = "nanoff";

    /// <summary>The tool's file, or null where no folder has it.</summary>
    /// <param name="searchPath">Folders as in PATH; relative ones are passed over, so that no working directory can slip a program in.</param>
    /// <param name="home">The user's folder, where global .NET tools are although PATH may not say so; null where it is not known.</param>
    public static string? Find(string? searchPath, string? home)
    {
        IEnumerable<string> folders = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => folder.Trim('"'));
        IEnumerable<string> ofTools = string.IsNullOrEmpty(home) ? [] : [Path.Combine(home, ".dotnet", "tools")];
        string file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        return folders.Concat(ofTools).Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, file)).FirstOrDefault(IsProgram);
    }

    /// <summary>Firmware into the chip; what was in the configuration partition stays.</summary>
    public static IReadOnlyList<string> UpdateArguments(string port, string target)
        => ["--update", "--target", target, "--serialport", port, "--verbosity", "minimal", "--suppressnanoffversioncheck"];

    /// <summary>Application into the firmware's deployment partition.</summary>
    /// <param name="port">System name of the port.</param>
    /// <param name="imagePath">Full path.</param>
    public static IReadOnlyList<string> DeployArguments(string port, string imagePath)
        => ["--nanodevice", "--serialport", port, "--deploy", "--image", imagePath, "--verbosity", "normal", "--suppressnanoffversioncheck"];

    /// <summary>What the board runs.</summary>
    public static IReadOnlyList<string> DetailsArguments(string port)
        => ["--nanodevice", "--devicedetails", "--serialport", port, "--verbosity", "normal", "--suppressnanoffversioncheck"];

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
