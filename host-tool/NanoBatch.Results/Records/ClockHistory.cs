using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Results;

/// <summary>The clock records of one store, by boot and record number.</summary>
internal sealed class ClockHistory
{
    private readonly Dictionary<long, SortedList<long, BootOrigin>> _originsByBoot = [];

    /// <summary>Notes where a record of a boot places its monotonic zero.</summary>
    public void Add(long record, BootOrigin origin)
    {
        if (!_originsByBoot.TryGetValue(origin.Boot, out SortedList<long, BootOrigin>? origins))
        {
            _originsByBoot[origin.Boot] = origins = [];
        }

        origins[record] = origin;
    }

    /// <summary>The origin that a record was written under: the last one before it, else the first of its boot; null where there is none.</summary>
    public long? OriginOf(long boot, long record)
    {
        if (!_originsByBoot.TryGetValue(boot, out SortedList<long, BootOrigin>? origins))
        {
            return null;
        }

        // A clock is set a few times in a boot, and each segment repeats it: short enough to walk.
        for (int i = origins.Count - 1; i > 0; i--)
        {
            if (origins.GetKeyAtIndex(i) < record)
            {
                return origins.GetValueAtIndex(i).UtcMs;
            }
        }

        return origins.GetValueAtIndex(0).UtcMs;
    }

    /// <summary>The first origin of each boot.</summary>
    public IReadOnlyList<BootOrigin> FirstOrigins() => [.. _originsByBoot.OrderBy(pair => pair.Key).Select(pair => pair.Value.GetValueAtIndex(0))];
}
