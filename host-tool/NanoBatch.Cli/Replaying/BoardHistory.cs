using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Replaying;

/// <summary>What a board kept of its own readings, placed in UTC.</summary>
internal sealed class BoardHistory
{
    private readonly Dictionary<RawKey, RawSeries> _series = [];
    private readonly Dictionary<long, BootOrigin> _originByBoot;

    /// <param name="origins">Where boots lie in time, for blocks that were taken while the clock was unknown.</param>
    public BoardHistory(IEnumerable<BootOrigin> origins)
    {
        _originByBoot = origins.ToDictionary(origin => origin.Boot);
    }

    /// <summary>Ways in which channels were sampled.</summary>
    public IReadOnlyCollection<RawKey> Keys => _series.Keys;

    /// <summary>Blocks that nothing places in time.</summary>
    public int UndatedCount { get; private set; }

    /// <summary>True where nothing is missing at its beginning: the board still has the first block that it ever wrote.</summary>
    public bool IsFromTheBeginning { get; private set; }

    /// <summary>Adds a block; blocks come in the order in which the board wrote them.</summary>
    public void Add(HistoryBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        IsFromTheBeginning |= block.Number == 1;
        if (FirstMsOf(block) is not { } firstMs || firstMs < 0)
        {
            UndatedCount++;
            return;
        }

        RawKey key = KeyOf(block.Channel, block.PeriodMs, block.Burst, block.IsMedian);
        if (!_series.TryGetValue(key, out RawSeries? series))
        {
            _series[key] = series = new RawSeries(block.PeriodMs);
        }

        series.Add(firstMs, block.Counts);
    }

    /// <summary>The readings that a channel of a job would have taken, or null.</summary>
    public RawSeries? Find(string channel, int periodMs, int burst, bool isMedian) => _series.GetValueOrDefault(KeyOf(channel, periodMs, burst, isMedian));

    /// <summary>Of one reading, mean and median are the same.</summary>
    private static RawKey KeyOf(string channel, int periodMs, int burst, bool isMedian) => new(channel, periodMs, burst, isMedian && burst > 1);

    /// <summary>
    /// Where the first count lies in UTC. When the clock became known the runtime gave the sampling instant just before that moment the place of the
    /// UTC instant just before it, and moved all earlier ones along.
    /// </summary>
    private long? FirstMsOf(HistoryBlock block)
    {
        if (block.IsDated)
        {
            return block.FirstMs;
        }

        if (!_originByBoot.TryGetValue(block.Boot, out BootOrigin origin))
        {
            return null;
        }

        long lastBootInstant = origin.KnownFromMs / block.PeriodMs;
        long lastUtcInstant = (origin.UtcMs + origin.KnownFromMs) / block.PeriodMs;
        return block.FirstMs + ((lastUtcInstant - lastBootInstant) * block.PeriodMs);
    }
}
