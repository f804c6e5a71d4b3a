using System;
using System.Collections.Generic;
using System.IO;
using NanoBatch.Results;

namespace NanoBatch.Simulation.World;

/// <summary>A receiver's database in memory: transactions, and an owner who can make it fail or die around a commit. A row, once committed, stays.</summary>
internal sealed class MemoryDeliveryStore : IDeliveryStore
{
    private readonly Dictionary<(ulong Epoch, uint Number), byte[]> _keys = [];

    /// <summary>The table, in order of arrival.</summary>
    public List<StoredRow> Rows { get; } = [];

    /// <summary>Records that came again with other bytes.</summary>
    public List<(ulong Epoch, uint Number)> Conflicts { get; } = [];

    /// <summary>What becomes of the next transaction; then it is over.</summary>
    public StoreFate Fate { get; set; }

    /// <summary>What became of the last transaction.</summary>
    public StoreFate LastFate { get; private set; }

    public byte[]? Find(ulong epoch, uint number) => _keys.GetValueOrDefault((epoch, number));

    public int Store(IReadOnlyList<DeliveryBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        StoreFate fate = Fate;
        LastFate = fate;
        Fate = StoreFate.Commits;
        if (fate == StoreFate.DiesBeforeCommit)
        {
            throw new HubDeathException();
        }

        if (fate == StoreFate.Fails)
        {
            throw new IOException("the database is not there");
        }

        int added = 0;
        foreach (DeliveryBatch batch in batches)
        {
            added += Store(batch);
        }

        return fate == StoreFate.DiesAfterCommit ? throw new HubDeathException() : added;
    }

    private int Store(DeliveryBatch batch)
    {
        int added = 0;
        foreach (DeliveredRecord record in batch.Records)
        {
            byte[] bytes = record.Bytes.ToArray();
            if (_keys.TryGetValue((batch.Epoch, record.Number), out byte[]? stored))
            {
                if (!stored.AsSpan().SequenceEqual(bytes))
                {
                    Conflicts.Add((batch.Epoch, record.Number));
                }

                continue;
            }

            _keys[(batch.Epoch, record.Number)] = bytes;
            Rows.Add(new StoredRow(batch.Epoch, record.Number, bytes));
            added++;
        }

        return added;
    }
}
