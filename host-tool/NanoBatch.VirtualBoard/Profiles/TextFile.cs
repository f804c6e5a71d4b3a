using System;
using System.IO;
using System.Text;
using System.Text.Unicode;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads a small UTF-8 text file; whatever is wrong with it is a message, never an exception.</summary>
internal static class TextFile
{
    /// <summary>Reads the whole file without its byte order mark.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="bytesMax">A longer file is refused: it is not what the user meant.</param>
    /// <param name="report">Receives line, column (0 where there is none), message and hint.</param>
    /// <returns>The text, or null after one report.</returns>
    public static string? Read(string path, int bytesMax, Action<int, int, string, string?> report)
    {
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
            {
                report(0, 0, "this is a folder, not a file", "name the file in it");
                return null;
            }

            long length = new FileInfo(path).Length;
            if (length > bytesMax)
            {
                report(0, 0, FormattableString.Invariant($"the file has {length} bytes, at most {bytesMax} are read"), "is it the right file?");
                return null;
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            report(0, 0, "there is no such file", "check the spelling and the folder");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            report(0, 0, $"the file cannot be read: {e.Message.TrimEnd('.')}", null);
            return null;
        }

        return Decode(bytes, report);
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, Action<int, int, string, string?> report)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        int line = 1;
        int column = 1;
        while (Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed) == System.Buffers.OperationStatus.Done)
        {
            bytes = bytes[consumed..];
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        report(line, column, "the file is not UTF-8 here", "save it as UTF-8 in your editor");
        return null;
    }
}
