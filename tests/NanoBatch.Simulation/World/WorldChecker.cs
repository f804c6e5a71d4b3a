using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>Set algebra between what boards committed and what receivers have: nothing lost, invented, doubled, changed or out of order.</summary>
internal sealed class WorldChecker(SimulatedWorld world)
{
    /// <summary>Everything that an acknowledgement stands for is stored.</summary>
    /// <param name="epoch">Store.</param>
    /// <param name="first">First record number.</param>
    /// <param name="last">Last record number.</param>
    /// <param name="database">Where it must be.</param>
    /// <param name="isDelivered">Which types that road carries.</param>
    public void CheckAcknowledged(ulong epoch, uint first, uint last, MemoryDeliveryStore database, Predicate<RecordType> isDelivered)
    {
        EpochTruth truth = world.EpochOf(epoch) ?? throw new WorldViolationException($"an acknowledgement for store {epoch:x16}, which no board has");
        for (int i = truth.IndexFrom(first); i < truth.Committed.Count && truth.Committed[i].Number <= last; i++)
        {
            TruthRecord record = truth.Committed[i];
            if (isDelivered(record.Type) && database.Find(epoch, record.Number) is null)
            {
                throw new WorldViolationException($"record {record.Number} ({record.Type}) of board {truth.Board} was acknowledged before it was stored");
            }
        }
    }

    /// <summary>True where a receiver has everything that a board's present store committed.</summary>
    public bool IsDelivered(SimulatedBoard board) => board.Epochs.Count == 0 || board.Epochs[^1].IsWiped || Missing(board, board.Epochs[^1]).FirstOrDefault() is null;

    /// <summary>The comparison at a world's end.</summary>
    public void CheckEnd(SimulatedBoard board)
    {
        MemoryDeliveryStore database = world.DatabaseOf(board);
        foreach (EpochTruth truth in board.Epochs)
        {
            TruthRecord[] missing = [.. Missing(board, truth)];
            if (missing.Length > 0 && !truth.IsWiped)
            {
                throw new WorldViolationException($"{missing.Length} records of board {board.Index} are lost, first {missing[0].Number} ({missing[0].Type})");
            }

            world.Figures.Perished += missing.Length;
            world.Figures.Delivered += truth.Committed.Count - missing.Length;
            StoredRow[] rows = [.. database.Rows.Where(r => r.Epoch == truth.Epoch).OrderBy(r => r.Number)];
            CheckInvented(board, truth, rows);
            var dropped = new DroppedRanges(truth, rows);
            CheckHoles(board, truth, dropped);
            world.Figures.DroppedNumbers += dropped.Count;
            new OrderCheck(truth).Check(rows);
        }
    }

    /// <summary>No database holds what no board wrote, or anything twice.</summary>
    public void CheckDatabase(MemoryDeliveryStore database)
    {
        var keys = new HashSet<(ulong, uint)>();
        foreach (StoredRow row in database.Rows)
        {
            if (!keys.Add((row.Epoch, row.Number)))
            {
                throw new WorldViolationException($"record {row.Number} of store {row.Epoch:x16} is stored twice");
            }

            if (world.EpochOf(row.Epoch) is null)
            {
                throw new WorldViolationException($"record {row.Number} of store {row.Epoch:x16} was invented: no board has that store");
            }
        }

        if (database.Conflicts.Count > 0)
        {
            throw new WorldViolationException($"record {database.Conflicts[0].Number} came twice with different contents");
        }
    }

    private IEnumerable<TruthRecord> Missing(SimulatedBoard board, EpochTruth truth)
    {
        MemoryDeliveryStore database = world.DatabaseOf(board);
        Predicate<RecordType> isDelivered = board.Bus is null ? DeliveredTypes.OverCable : DeliveredTypes.OverBus;
        return truth.Committed.Where(r => isDelivered(r.Type) && database.Find(truth.Epoch, r.Number) is null);
    }

    /// <summary>What was received was committed, byte for byte; a batch that was under way at a cut is there as a whole.</summary>
    private void CheckInvented(SimulatedBoard board, EpochTruth truth, StoredRow[] rows)
    {
        var uncertain = new Dictionary<uint, List<IReadOnlyList<TruthRecord>>>();
        foreach (IReadOnlyList<TruthRecord> batch in truth.Uncertain)
        {
            foreach (TruthRecord record in batch)
            {
                uncertain.TryAdd(record.Number, []);
                uncertain[record.Number].Add(batch);
            }
        }

        var survivors = new HashSet<IReadOnlyList<TruthRecord>>();
        foreach (StoredRow row in rows)
        {
            if (truth.Find(row.Number) is { } committed)
            {
                if (!committed.Bytes.AsSpan().SequenceEqual(row.Bytes))
                {
                    throw new WorldViolationException($"record {row.Number} of board {board.Index} was committed with one content and received with another");
                }

                continue;
            }

            // Two starts without a clock can try the very same record, so that several batches may be its origin.
            IReadOnlyList<TruthRecord>[] origins = [.. uncertain.GetValueOrDefault(row.Number, []).Where(b => b.Any(r => IsRow(r, row)))];
            if (origins.Length == 0)
            {
                throw new WorldViolationException($"record {row.Number} of board {board.Index} was invented");
            }

            IReadOnlyList<TruthRecord>? whole = Array.Find(origins, b => IsReceived(board, truth, b));
            if (whole is null && !truth.IsWiped)
            {
                throw new WorldViolationException($"the batch of record {row.Number} of board {board.Index} came in part");
            }

            survivors.Add(whole ?? origins[0]);
        }

        world.Figures.Survived += survivors.Count;
    }

    private static bool IsRow(TruthRecord record, StoredRow row) => record.Number == row.Number && record.Bytes.AsSpan().SequenceEqual(row.Bytes);

    private bool IsReceived(SimulatedBoard board, EpochTruth truth, IReadOnlyList<TruthRecord> batch)
    {
        Predicate<RecordType> isDelivered = board.Bus is null ? DeliveredTypes.OverCable : DeliveredTypes.OverBus;
        MemoryDeliveryStore database = world.DatabaseOf(board);
        return batch.All(r => !isDelivered(r.Type) || (database.Find(truth.Epoch, r.Number) is { } bytes && bytes.AsSpan().SequenceEqual(r.Bytes)));
    }

    /// <summary>Every number up to the last committed one is a record, or lies in a Dropped record's range.</summary>
    private static void CheckHoles(SimulatedBoard board, EpochTruth truth, DroppedRanges dropped)
    {
        if (truth.IsWiped)
        {
            return;
        }

        var uncertain = truth.Uncertain.SelectMany(b => b).Select(r => r.Number).ToHashSet();
        uint expected = 1;
        foreach (TruthRecord record in truth.Committed)
        {
            for (; expected < record.Number; expected++)
            {
                if (!dropped.Has(expected) && !uncertain.Contains(expected))
                {
                    throw new WorldViolationException($"record {expected} of board {board.Index} is missing without a word");
                }
            }

            if (dropped.Has(record.Number))
            {
                throw new WorldViolationException($"record {record.Number} of board {board.Index} was committed and reported as dropped");
            }

            expected = record.Number + 1;
        }
    }
}
