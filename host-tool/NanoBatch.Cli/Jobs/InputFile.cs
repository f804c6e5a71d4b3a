using System;
using System.IO;

namespace NanoBatch.Cli.Jobs;

/// <summary>Reads a file that the user named, with a limit; whatever is wrong with it becomes a message.</summary>
internal static class InputFile
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Reads up to <paramref name="bytesMax"/> bytes and one more, which tells the caller that there was more.</summary>
    /// <param name="path">As the user wrote it: messages begin with it.</param>
    /// <param name="bytesMax">Larger files are never read whole; pipes and devices work like files.</param>
    /// <param name="length">Size of the file; at least what was read, for a pipe.</param>
    /// <exception cref="CliFailure">Exit code 1: it is missing, a folder, or unreadable.</exception>
    public static byte[] Read(string path, int bytesMax, out long length)
    {
        string problem;
        string? hint = null;
        try
        {
            if (!Directory.Exists(path))
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                byte[] bytes = ReadSome(file, bytesMax);
                length = file.CanSeek ? Math.Max(file.Length, bytes.Length) : bytes.Length;
                return bytes;
            }

            problem = "this is a folder, not a file";
            hint = "name the file in it";
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = "there is no such file";
            hint = "check the spelling and the folder";
        }
        catch (UnauthorizedAccessException)
        {
            problem = "the file cannot be read: permission denied";
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            problem = $"the file cannot be read: {e.Message.TrimEnd('.')}";
        }

        throw CliFailure.OfFile(path, problem, hint);
    }

    private static byte[] ReadSome(Stream file, int bytesMax)
    {
        using var kept = new MemoryStream();
        byte[] chunk = new byte[ChunkBytes];
        int count;
        while (kept.Length <= bytesMax && (count = file.Read(chunk, 0, (int)Math.Min(ChunkBytes, bytesMax + 1 - kept.Length))) > 0)
        {
            kept.Write(chunk, 0, count);
        }

        return kept.ToArray();
    }
}
