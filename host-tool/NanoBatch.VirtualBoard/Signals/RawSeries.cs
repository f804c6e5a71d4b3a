using System;
using System.Collections.Generic;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Counts that a board took of one channel in one way: at whole multiples of a period, with gaps.</summary>
/// <param name="periodMs">Milliseconds from one sampling instant to the next.</param>
public sealed class RawSeries(int periodMs)
{
    private const int SlotsShift = 6;
    private const int SlotMask = (1 << SlotsShift) - 1;

    private readonly Dictionary<long, short[]> _blocks = [];

    /// <summary>Milliseconds from one sampling instant to the next.</summary>
    public int PeriodMs => periodMs;

    /// <summary>First instant that was added, milliseconds since 1970; gaps count.</summary>
    public long FirstMs { get; private set; } = long.MaxValue;

    /// <summary>Last instant that was added, milliseconds since 1970; gaps count.</summary>
    public long LastMs { get; private set; } = long.MinValue;

    /// <summary>The instant at which the one after the last would be.</summary>
    public long EndMs => LastMs + periodMs;

    /// <summary>Adds counts at consecutive instants; a count takes the place of one that was there, a gap does not.</summary>
    /// <param name="firstMs">Instant of the first, milliseconds since 1970; the sampling instant at or before it is meant.</param>
    /// <param name="counts">ADC counts 0..4095, or <see cref="Signal.Gap"/>; at least one.</param>
    public void Add(long firstMs, IReadOnlyList<int> counts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstMs);
        ArgumentOutOfRangeException.ThrowIfZero(counts.Count, nameof(counts));
        long slot = firstMs / periodMs;
        FirstMs = Math.Min(FirstMs, slot * periodMs);
        LastMs = Math.Max(LastMs, (slot + counts.Count - 1) * periodMs);
        foreach (int count in counts)
        {
            if (count >= 0)
            {
                BlockOf(slot)[slot & SlotMask] = (short)count;
            }

            slot++;
        }
    }

    /// <summary>The count of the sampling instant at or before a time, or <see cref="Signal.Gap"/>.</summary>
    public int CountAt(long utcMs)
    {
        long slot = utcMs / periodMs;
        return utcMs >= 0 && _blocks.TryGetValue(slot >> SlotsShift, out short[]? block) ? block[slot & SlotMask] : Signal.Gap;
    }

    private short[] BlockOf(long slot)
    {
        if (!_blocks.TryGetValue(slot >> SlotsShift, out short[]? block))
        {
            _blocks[slot >> SlotsShift] = block = new short[SlotMask + 1];
            Array.Fill(block, (short)Signal.Gap);
        }

        return block;
    }
}
