using System;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Jobs;

/// <summary>A file argument that may be a job's source or a compiled package.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="Source">The text, or null for a package.</param>
/// <param name="Package">The package's bytes, unchecked, or null for a source.</param>
internal sealed record JobFile(string Path, SourceText? Source, byte[]? Package)
{
    /// <summary>Extension of packages.</summary>
    public const string PackageExtension = ".nbj";

    /// <summary>Reads a source or a package; the extension or the first bytes tell.</summary>
    /// <exception cref="CliFailure">Exit code 1: the file cannot be read.</exception>
    public static JobFile Read(string path)
    {
        byte[] bytes = InputFile.Read(path, SourceText.MaxBytes, out long length);
        if (IsPackage(path, bytes))
        {
            return new JobFile(path, null, bytes);
        }

        SourceText source = bytes.Length > SourceText.MaxBytes ? SourceText.TooLarge(path, length) : SourceText.FromBytes(path, bytes);
        return new JobFile(path, source, null);
    }

    /// <summary>Reads a source; a package is an error here.</summary>
    /// <exception cref="CliFailure">Exit code 1: the file cannot be read, or is a package.</exception>
    public static SourceText ReadSource(string path) => Read(path).Source
        ?? throw CliFailure.OfFile(path, "this is a compiled package, not a job", "name the job it was made from; 'nanobatch explain' shows what a package does");

    /// <summary>No text has a control character in third place, where a package has its format and flags.</summary>
    private static bool IsPackage(string path, byte[] bytes)
        => path.EndsWith(PackageExtension, StringComparison.OrdinalIgnoreCase)
            || (bytes.Length > 2 && bytes[0] == JobPackage.Magic0 && bytes[1] == JobPackage.Magic1 && bytes[2] < ' ');
}
