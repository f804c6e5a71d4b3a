namespace NanoBatch.VirtualBoard.Signals;

/// <summary>A fixed number of rows, column by column: 8 bytes for the time and 2 for each channel kept.</summary>
internal sealed class RowChunk
{
    /// <summary>Rows of a chunk as a power of two. Chunks never move, so a long file costs its rows once and not twice.</summary>
    public const int RowsShift = 16;

    /// <summary>Rows of a chunk.</summary>
    public const int Rows = 1 << RowsShift;

    /// <summary>Masks a row number down to its place in the chunk.</summary>
    public const int RowMask = Rows - 1;

    public RowChunk(int columns)
    {
        TimesMs = new long[Rows];
        Counts = new short[columns][];
        for (int i = 0; i < columns; i++)
        {
            Counts[i] = new short[Rows];
        }
    }

    /// <summary>Row times, milliseconds since 1970.</summary>
    public long[] TimesMs { get; }

    /// <summary>Per column the ADC counts; -1 is a gap.</summary>
    public short[][] Counts { get; }
}
