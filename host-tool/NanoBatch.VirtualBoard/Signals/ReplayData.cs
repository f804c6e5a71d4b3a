using System.Collections.Generic;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Recorded readings of a board's channels, as ADC counts in columns; immutable, shared by any number of boards.</summary>
/// <remarks>8 bytes per row and 2 per row and channel: a year of four channels every 10 s is 50 MB.</remarks>
public sealed class ReplayData
{
    private readonly List<RowChunk> _chunks;
    private readonly int[] _columnOfChannel;

    internal ReplayData(List<RowChunk> chunks, int rowCount, int[] columnOfChannel)
    {
        _chunks = chunks;
        RowCount = rowCount;
        _columnOfChannel = columnOfChannel;
        TwiceMedianMs = MedianSpacing.TwiceOf(this);
    }

    /// <summary>Rows, at least 1.</summary>
    public int RowCount { get; }

    /// <summary>Time of the first row, where a replay starts; milliseconds since 1970.</summary>
    public long FirstMs => TimeMs(0);

    /// <summary>Time of the last row, where a replay ends, included; milliseconds since 1970.</summary>
    public long LastMs => TimeMs(RowCount - 1);

    /// <summary>Twice the median spacing of the rows in milliseconds (twice, so that the mean of two middle ones stays whole); 0 for one row.</summary>
    public long TwiceMedianMs { get; }

    /// <summary>Time of a row, milliseconds since 1970.</summary>
    public long TimeMs(int row) => _chunks[row >> RowChunk.RowsShift].TimesMs[row & RowChunk.RowMask];

    /// <summary>Column that holds a channel of the profile, or -1 when it was not asked for.</summary>
    /// <param name="channel">Position in the profile.</param>
    public int ColumnOf(int channel) => _columnOfChannel[channel];

    /// <summary>The reading in a row, ADC counts 0..4095, or -1 for an empty cell.</summary>
    public int Count(int row, int column) => _chunks[row >> RowChunk.RowsShift].Counts[column][row & RowChunk.RowMask];

    /// <summary>The instant from which a row's value holds no longer, in half milliseconds: the next row, or the median after a row that a gap follows.</summary>
    /// <remarks>Half milliseconds, because the median of an even number of spacings may end in one half. The last row holds for the median too.</remarks>
    internal long HoldsUntilTwiceMs(int row)
    {
        long time = TimeMs(row);
        if (row + 1 < RowCount)
        {
            long spacing = TimeMs(row + 1) - time;
            return 4 * spacing > 3 * TwiceMedianMs ? (2 * time) + TwiceMedianMs : 2 * (time + spacing);
        }

        return RowCount == 1 ? (2 * time) + 1 : (2 * time) + TwiceMedianMs;    // a single row has no spacing: it holds for its own instant
    }
}
