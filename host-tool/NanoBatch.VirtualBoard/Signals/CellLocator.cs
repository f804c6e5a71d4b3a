using System;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Finds where a cell of a CSV record begins, for messages alone.</summary>
internal static class CellLocator
{
    /// <summary>Line ends in a piece of CSV: LF, CR LF, or a lone CR.</summary>
    public static int LineEnds(ReadOnlySpan<char> text)
    {
        int count = text.Count('\n');
        int at = text.IndexOf('\r');
        while (at >= 0)
        {
            text = text[(at + 1)..];
            count += text.StartsWith("\n", StringComparison.Ordinal) ? 0 : 1;
            at = text.IndexOf('\r');
        }

        return count;
    }

    /// <summary>Lines after the record's first one, and the 1-based column, at which a cell begins.</summary>
    /// <param name="record">The record as it stands in the file.</param>
    /// <param name="cell">Number of the cell, from 0; past the last one gives the record's end.</param>
    public static (int Lines, int Column) Find(ReadOnlySpan<char> record, int cell)
    {
        bool isQuoted = false;
        int at = 0;
        while (at < record.Length && cell > 0)
        {
            isQuoted ^= record[at] == '"';
            cell -= record[at] == ',' && !isQuoted ? 1 : 0;
            at++;
        }

        ReadOnlySpan<char> before = record[..at];
        return (LineEnds(before), at - before.LastIndexOfAny('\n', '\r'));
    }
}
