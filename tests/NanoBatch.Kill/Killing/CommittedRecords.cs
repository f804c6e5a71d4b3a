using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Kill.Killing;

/// <summary>Every record that a board ever had, seen each time it was dead; a number must never get a second meaning.</summary>
internal sealed class CommittedRecords
{
    private readonly SortedDictionary<long, byte[]> _records = [];
    private readonly SortedSet<long> _unseen = [];
    private ulong _epoch;

    /// <summary>The store's epoch, 0 before the first commit.</summary>
    public ulong Epoch => _epoch;

    /// <summary>Records by number.</summary>
    public IReadOnlyDictionary<long, byte[]> Records => _records;

    /// <summary>Numbers that were committed, acknowledged and dropped between two looks: whoever acknowledged them has them.</summary>
    public IReadOnlySet<long> Unseen => _unseen;

    /// <summary>Adds what lies in the state folder now.</summary>
    /// <exception cref="FoundException">A number was given twice, the epoch changed, or a record of the last look is gone that nobody took.</exception>
    public void Add(ulong epoch, IReadOnlyDictionary<long, byte[]> records)
    {
        if (records.Count == 0 && _records.Count == 0)
        {
            return;
        }

        if (_epoch != 0 && epoch != _epoch)
        {
            throw new FoundException(FormattableString.Invariant($"the store of epoch {_epoch:x16} came back as {epoch:x16}"));
        }

        _epoch = epoch;
        long last = _records.Keys.LastOrDefault();
        for (long number = last + 1; number < records.Keys.DefaultIfEmpty(0).Min(); number++)
        {
            _unseen.Add(number);
        }

        foreach ((long number, byte[] record) in records)
        {
            if (_records.TryGetValue(number, out byte[]? before) && !before.AsSpan().SequenceEqual(record))
            {
                throw new FoundException(FormattableString.Invariant($"record {number} was {Convert.ToHexString(before)} and is {Convert.ToHexString(record)} now"));
            }

            _records[number] = record;
        }

        // A board that lost its tail would give the numbers of records that were read already once more, or not at all.
        if (_records.Count > 0 && (records.Count == 0 || records.Keys.Max() < _records.Keys.Last()))
        {
            throw new FoundException(FormattableString.Invariant($"record {_records.Keys.Last()} was committed, and the board ends at {records.Keys.DefaultIfEmpty(0).Max()} now"));
        }
    }
}
