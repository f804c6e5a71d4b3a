using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Images;

/// <summary>Starts a board on a damaged image and reads what the damage can have touched: nothing may come back that was not written.</summary>
/// <remarks>
/// Every state goes through the product's recovery and its reader. Of a log only the damaged segment is read, and the first record behind it: other segments are
/// read by number in the same way whatever this one holds. Of every <see cref="WholeEvery"/>-th state everything is read, and the board runs on.
/// </remarks>
internal sealed class DamageCheck(StoreImage image)
{
    public const int WholeEvery = 1009;

    private const int RunOnMs = 130_000;

    private readonly FlashModel _flash = image.Flash.Clone();
    private readonly byte[] _buffer = new byte[RecordBytes.HeaderBytes + RecordSizes.PayloadMax + RecordBytes.CrcBytes];
    private readonly SignalAdc _signal = new();

    /// <summary>Makes the damage, checks, and puts the image back.</summary>
    public Violation? Run(Damage damage, bool isWhole)
    {
        ImageFile file = image.Files[damage.File];
        bool mustCopy = isWhole || damage.Kind != DamageKind.Flip;
        Apply(damage);
        Violation? violation;
        try
        {
            violation = Check(file, isWhole);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            violation = new Violation(ViolationKind.Unbootable, thrown.ToString());
        }

        if (mustCopy)
        {
            _flash.CopyFrom(image.Flash);
        }
        else
        {
            Apply(damage);
        }

        return violation is null ? null : violation with { State = damage.ToString() };
    }

    private void Apply(Damage damage)
    {
        switch (damage.Kind)
        {
            case DamageKind.Flip:
                _flash.FlipBit(damage.File, damage.At);
                break;
            case DamageKind.Truncate:
                _flash.Truncate(damage.File, damage.At);
                break;
            case DamageKind.Erase:
                _flash.EraseBlock(damage.File, damage.At);
                break;
        }
    }

    private Violation? Check(ImageFile file, bool isWhole)
    {
        var run = new BoardRun(image.Config, _flash, null);
        Board board = run.Board;
        if (board.Ledger.Epoch != image.Epoch)
        {
            return new Violation(ViolationKind.EpochChanged, $"epoch {board.Ledger.Epoch:X} instead of {image.Epoch:X}");
        }

        Violation? violation = CheckJobs(board.Jobs);
        if (file.IsLedger || isWhole)
        {
            violation ??= CheckRecords("ledger", board.Ledger.Read, image.Ledger, isWhole ? 1 : file.First, isWhole ? uint.MaxValue : file.Last);
        }

        if (file.IsHistory || isWhole)
        {
            violation ??= CheckRecords("history", board.History.Read, image.History, isWhole ? 1 : file.First, isWhole ? uint.MaxValue : file.Last)
                ?? CheckRings(board);
        }

        if (violation is null && isWhole)
        {
            run.RunFor(RunOnMs);
        }

        return violation;
    }

    private Violation? CheckRecords(string log, RecordReader read, RecordShelf shelf, uint first, uint last)
    {
        uint next = first;
        int known = 0;
        while (next <= last)
        {
            int length = read(next, _buffer);
            if (length == 0)
            {
                return null;
            }

            uint number = RecordBytes.NumberAt(_buffer, 0);
            known = shelf.Find(number, known);
            if (number < next || known < 0 || !shelf.BytesOf(known).SequenceEqual(_buffer.AsSpan(0, length)))
            {
                return new Violation(ViolationKind.WrongValue, $"{log}: asked for record {next} or a later one, got a record {number} that was never written");
            }

            next = number + 1;
        }

        return null;
    }

    private static Violation? CheckJobs(JobTable jobs)
    {
        for (int j = 0; j < jobs.Count; j++)
        {
            JobSlot job = jobs.JobAt(j);
            int package = JobPackages.IndexOf(job.Digest);
            if (package < 0 || !job.Package.Bytes.AsSpan(0, job.Package.Length).SequenceEqual(JobPackages.ContentOf(package)))
            {
                return new Violation(ViolationKind.WrongValue, $"job {job.Package.JobName} runs a package that was never deployed");
            }
        }

        return null;
    }

    /// <summary>With the clock known again the rings are filled from the history: each slot has its reading or is a gap.</summary>
    private Violation? CheckRings(Board board)
    {
        board.SetClock(StoreImage.BaseUtcMs + image.EndMs, ClockQuality.Network, 0);
        for (int r = 0; r < board.Rings.Count; r++)
        {
            SampledRing sampled = board.Rings.RingAt(r);
            for (long slot = sampled.Ring.FirstSlot; slot < sampled.Ring.NextSlot; slot++)
            {
                _signal.NowMs = ((slot + sampled.SlotBias) * sampled.PeriodMs) - StoreImage.BaseUtcMs;
                int cell = sampled.Ring.CellAt(slot);
                if (cell >= 0 && cell != _signal.Read(sampled.Channel))
                {
                    string text = $"ring {r}, channel {sampled.Channel}: {cell} at {_signal.NowMs} ms instead of {_signal.Read(sampled.Channel)}";
                    return new Violation(ViolationKind.WrongValue, text);
                }
            }
        }

        return null;
    }
}
