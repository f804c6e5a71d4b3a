namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Plays recorded readings back: a value holds until the next row, and gaps stay gaps (JOB-LANGUAGE section 8).</summary>
/// <remarks>One cursor for all channels, so a run through the whole file is O(rows) whatever the sampling period; going back costs a binary
/// search. Not safe for two threads; many boards share the data and have a signal each.</remarks>
public sealed class RecordedSignal(ReplayData data) : ISignal
{
    private int _row = -1;              // newest row at or before the instant asked for last; -1 before the first
    private long _nextMs = data.FirstMs;
    private long _holdsUntilTwiceMs;

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs)
    {
        if (utcMs >= _nextMs)
        {
            MoveForward(utcMs);
        }
        else if (_row >= 0 && utcMs < data.TimeMs(_row))
        {
            MoveBack(utcMs);
        }

        int column = data.ColumnOf(channel);
        return _row < 0 || column < 0 || 2 * utcMs >= _holdsUntilTwiceMs ? Signal.Gap : data.Count(_row, column);
    }

    private void MoveForward(long utcMs)
    {
        int row = _row + 1;
        while (row + 1 < data.RowCount && data.TimeMs(row + 1) <= utcMs)
        {
            row++;
        }

        Settle(row);
    }

    private void MoveBack(long utcMs)
    {
        int low = -1;                   // at or before the instant, or none
        int high = _row;                // after it
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (data.TimeMs(middle) <= utcMs)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        Settle(low);
    }

    private void Settle(int row)
    {
        _row = row;
        _nextMs = row + 1 < data.RowCount ? data.TimeMs(row + 1) : long.MaxValue;
        _holdsUntilTwiceMs = row < 0 ? 0 : data.HoldsUntilTwiceMs(row);
    }
}
