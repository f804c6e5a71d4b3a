using System;
using System.IO;

namespace NanoBatch.Cli.Jobs;

/// <summary>Writes files whole or not at all: into a temporary neighbour, which then takes the name.</summary>
internal static class OutputFile
{
    /// <summary>Writes or replaces a file; its folder must exist.</summary>
    /// <exception cref="CliFailure">Exit code 1: it cannot be written; nothing was changed.</exception>
    public static void Write(string path, byte[] bytes) => Write(path, bytes, isReplacing: true);

    /// <summary>Writes a file that must not be there yet.</summary>
    /// <exception cref="CliFailure">Exit code 1: it is there, or cannot be written.</exception>
    public static void WriteNew(string path, byte[] bytes) => Write(path, bytes, isReplacing: false);

    private static void Write(string path, byte[] bytes, bool isReplacing)
    {
        string? temporary = null;
        try
        {
            if (Directory.Exists(path))
            {
                throw CliFailure.OfFile(path, "this is a folder, so no file can be written in its place", "name a file in it");
            }

            string whole = ResolveLink(path);
            temporary = $"{whole}.{Guid.NewGuid().ToString("N")[..8]}.tmp";
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                KeepMode(whole, temporary);
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, whole, isReplacing);
        }
        catch (DirectoryNotFoundException)
        {
            throw CliFailure.OfFile(path, "the folder for this file does not exist", "create it first, or name another one");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Discard(temporary);
            throw !isReplacing && File.Exists(path)
                ? CliFailure.OfFile(path, "the file is there already", "choose another name, or remove it first")
                : CliFailure.OfFile(path, $"the file cannot be written: {(e is UnauthorizedAccessException ? "permission denied" : e.Message.TrimEnd('.'))}");
        }
    }

    /// <summary>A link stays a link: what it points to is replaced.</summary>
    private static string ResolveLink(string path)
        => (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);

    private static void KeepMode(string from, string to)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(from))
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }
    }

    private static void Discard(string? temporary)
    {
        try
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The write's own failure is what the user needs to hear; a leftover ".tmp" says the rest.
        }
    }
}
