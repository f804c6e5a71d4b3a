using System;
using System.Collections.Generic;
using System.Text;

namespace NanoBatch.Language.Text;

/// <summary>One job file as text with line positions. Total: any bytes make a source text, what is wrong with them is a property.</summary>
public sealed class SourceText
{
    /// <summary>Largest file that is read, in bytes: two hundred times the largest sensible job, and cheap to refuse beyond.</summary>
    public const int MaxBytes = 256 * 1024;

    private readonly List<int> _lineStarts = [0];

    private SourceText(string path, string text, long byteCount, TextSpan? invalidUtf8)
    {
        Path = path;
        Text = text;
        ByteCount = byteCount;
        FirstInvalidUtf8 = invalidUtf8;
        for (int i = 0; i < text.Length; i++)
        {
            bool endsLine = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (endsLine)
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The path as the user gave it; every message begins with it.</summary>
    public string Path { get; }

    /// <summary>Decoded text without a byte order mark; empty where the file is too large.</summary>
    public string Text { get; }

    /// <summary>Size of the file.</summary>
    public long ByteCount { get; }

    /// <summary>True when the file is over <see cref="MaxBytes"/>, and therefore was not read.</summary>
    public bool IsTooLarge => ByteCount > MaxBytes;

    /// <summary>Where the first bytes that are not UTF-8 stood; U+FFFD stands there now. Null for a clean file.</summary>
    public TextSpan? FirstInvalidUtf8 { get; }

    /// <summary>Lines, at least 1; a final line break opens an empty last line.</summary>
    public int LineCount => _lineStarts.Count;

    /// <summary>Decodes a file's bytes.</summary>
    /// <remarks>O(n), and O(1) over <see cref="MaxBytes"/>. Never throws.</remarks>
    public static SourceText FromBytes(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return TooLarge(path, bytes.Length);
        }

        ReadOnlySpan<byte> rest = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var text = new StringBuilder(rest.Length);
        TextSpan? invalid = null;
        while (!rest.IsEmpty)
        {
            bool isValid = Rune.DecodeFromUtf8(rest, out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
            if (!isValid)
            {
                invalid ??= new TextSpan(text.Length, 1);
            }

            text.Append(rune);
            rest = rest[used..];
        }

        return new SourceText(path, text.ToString(), bytes.Length, invalid);
    }

    /// <summary>Wraps text that is decoded already: tests, templates, an editor's buffer.</summary>
    public static SourceText FromString(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromBytes(path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A file that a caller did not read because of its size.</summary>
    public static SourceText TooLarge(string path, long byteCount) => new(path, string.Empty, byteCount, null);

    /// <summary>Line and column of an offset; one past the end is allowed. O(log lines + column).</summary>
    public LinePosition GetPosition(int offset)
    {
        int line = LineIndexOf(offset);
        int start = _lineStarts[line];
        return new LinePosition(line + 1, CountCharacters(new TextSpan(start, offset - start)) + 1);
    }

    /// <summary>1-based line of an offset.</summary>
    public int GetLine(int offset) => LineIndexOf(offset) + 1;

    /// <summary>The stretch of a 1-based line without its line break.</summary>
    public TextSpan GetLineSpan(int line)
    {
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Count ? _lineStarts[line] : Text.Length;
        while (end > start && Text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return new TextSpan(start, end - start);
    }

    /// <summary>Characters (code points) in a span.</summary>
    public int CountCharacters(TextSpan span)
    {
        int count = 0;
        for (int i = span.Start; i < span.End; i++)
        {
            bool isSecondHalf = i > 0 && char.IsLowSurrogate(Text[i]) && char.IsHighSurrogate(Text[i - 1]);
            count += isSecondHalf ? 0 : 1;
        }

        return count;
    }

    /// <summary>The text of a span.</summary>
    public string Slice(TextSpan span) => Text.Substring(span.Start, span.Length);

    private int LineIndexOf(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
