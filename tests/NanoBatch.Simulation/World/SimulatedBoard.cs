using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>One board of a world: the real runtime over a flash model, with its power, its clock and what it really committed.</summary>
internal sealed class SimulatedBoard : IRecordTap
{
    private const int TurnsMax = 200_000;

    private readonly SimulatedWorld _world;
    private readonly Chance _chance;
    private readonly FlashModel _flash = new();
    private readonly WatchedStore _store;
    private readonly SimulatedAdc _adc;
    private readonly BoardTraits _traits;
    private readonly RecordHeader _header = new();
    private readonly ByteReader _reader = new();
    private long _bootAtMs;
    private long _wakeAtMs = long.MaxValue;
    private int _wakeNumber;
    private int _starts;
    private bool _isQuiet;
    private int _lostSeen;
    private uint _nextSeen;
    private EpochTruth? _truth;

    public SimulatedBoard(SimulatedWorld world, int index, bool hasHub)
    {
        _world = world;
        Index = index;
        _chance = new Chance(Chance.Combine(world.Seed, (ulong)(100 + index)));
        _traits = new BoardTraits(_chance);
        _store = new WatchedStore(_flash, this, new Chance(_chance.Next())) { CutPerMillion = world.Plan.WriteCutPerMillion };
        _adc = new SimulatedAdc(world, index);
        Cable = new SimulatedCable(new Chance(_chance.Next()), world.Figures);
        Bus = hasHub ? new SimulatedBus(world.Broker, this) : null;
    }

    public int Index { get; }

    /// <summary>The runtime, or null while the power is off.</summary>
    public Board? Runtime { get; private set; }

    public SimulatedCable Cable { get; }

    /// <summary>Its connection to the broker, or null where a laptop collects.</summary>
    public SimulatedBus? Bus { get; }

    public JobBook Jobs { get; } = new();

    /// <summary>All stores that this board has had, the present one last.</summary>
    public List<EpochTruth> Epochs { get; } = [];

    /// <summary>True time plus the error of the board's environment.</summary>
    public long UtcMs => _world.Plan.StartUtcMs + _world.NowMs;

    private long MonotonicMs => _world.NowMs - _bootAtMs;

    /// <summary>Starts the runtime over what the flash holds.</summary>
    public void PowerOn()
    {
        if (Runtime is not null)
        {
            return;
        }

        _flash.PowerOn();
        WorldFigures figures = _world.Figures;
        figures.Boots++;
        _starts++;
        MayWipe();
        _flash.Faults = null;
        if (!_isQuiet && _chance.Hits(_world.Plan.RecoveryCutPerMillion))
        {
            _store.CutIn = _chance.Below(3);
            figures.RecoveryCuts++;
        }

        _bootAtMs = _world.NowMs - _chance.Below(1500);
        _world.Trace.Note(TraceKind.PowerOn, Index, _starts, _flash.BytesUsed);
        var runtime = new Board(_traits.Config(_chance.Next() | 1, Index), _adc, _store, [Cable], this, MonotonicMs);
        if (Bus is not null)
        {
            Bus.Forget();
            runtime.Attach(Bus);
        }

        Runtime = runtime;
        _lostSeen = 0;
        _nextSeen = runtime.Ledger.NextRecord;
        _flash.Faults = _isQuiet || !_world.Plan.HasStorageFaults ? null : _traits.Faults;
        if (_flash.IsOff)
        {
            Die(TraceKind.WriteCut);
            return;
        }

        Jobs.Check(runtime);
        PlanClock();
        Run();
    }

    /// <summary>Lets the runtime do what is due now, and plans its next turn.</summary>
    /// <returns>False where the power is off, or went.</returns>
    public bool Run()
    {
        if (Runtime is null)
        {
            return false;
        }

        long next;
        int turns = 0;
        do
        {
            next = Runtime.Step(MonotonicMs);
            if (_flash.IsOff)
            {
                Die(TraceKind.WriteCut);
                return false;
            }

            if (++turns > TurnsMax)
            {
                throw new WorldViolationException($"board {Index} does not come to rest");
            }
        }
        while (next <= MonotonicMs);
        NoteForgotten(Runtime.Ledger);
        Plan(next > long.MaxValue / 2 ? long.MaxValue : next + _bootAtMs);
        return true;
    }

    /// <summary>The power goes, between two writes.</summary>
    public void CutPower()
    {
        if (Runtime is not null)
        {
            _flash.CutPower((UnclosedFate)_chance.Below(3), _chance.Next());
            Die(TraceKind.PowerCut);
        }
    }

    public void SetClock(long utcMs, ClockQuality quality)
    {
        if (Runtime is not null)
        {
            _world.Trace.Note(TraceKind.ClockSet, Index, utcMs, (long)quality);
            _world.Figures.ClockSteps++;
            Runtime.SetClock(utcMs, quality, MonotonicMs);
            Run();
        }
    }

    /// <summary>Faults end: storage is sound, no write is cut, the power stays on and the clock is right.</summary>
    public void Calm()
    {
        _isQuiet = true;
        _store.CutPerMillion = 0;
        _store.CutIn = -1;
        _flash.Faults = null;
        Cable.NoisePerMillion = 0;
        PowerOn();
        SetClock(UtcMs, ClockQuality.Network);
    }

    /// <summary>An append was cut or refused: its records may be there as a whole.</summary>
    public void Refused(byte[] buffer, int offset, int count)
    {
        List<TruthRecord> batch = TruthRecord.Split(buffer, offset, count);
        _world.Trace.Note(TraceKind.WriteRefused, Index, count, batch.Count);
        if (batch.Count > 0)
        {
            TruthOf(batch[0]).Uncertain.Add(batch);
        }
    }

    /// <summary>A write failed.</summary>
    public void WriteFailed(bool isCut)
    {
        _world.Figures.WriteCuts += isCut ? 1 : 0;
        _world.Figures.RefusedWrites += isCut ? 0 : 1;
    }

    void IRecordTap.Committed(byte[] buffer, int offset, int count)
    {
        if (!_header.TryRead(buffer, offset, count, _reader) || _header.TotalLength != count)
        {
            throw new WorldViolationException("the tap was shown something that is no record");
        }

        var record = new TruthRecord(_header.Record, _header.Type, buffer.AsSpan(offset, count).ToArray());
        _world.Trace.Note(TraceKind.Committed, Index, record.Number, (long)record.Type);
        _world.Figures.Committed++;
        _world.Figures.Reports += record.Type == RecordType.Report ? 1 : 0;
        _world.Figures.Alerts += record.Type == RecordType.Alert ? 1 : 0;
        EpochTruth truth = TruthOf(record);
        truth.NoteBoot(_header.Boot, _starts);
        truth.Commit(record);
    }

    /// <summary>The store that a record belongs to: a snapshot says so, others lie in the present one.</summary>
    private EpochTruth TruthOf(TruthRecord record)
    {
        if (record.Type == RecordType.Snapshot)
        {
            _reader.Reset(record.Bytes, RecordSizes.Header, record.Bytes.Length - RecordSizes.Header);
            ulong epoch = _reader.U64();
            if (_truth?.Epoch != epoch)
            {
                bool isNew = _truth is null || _truth.Committed.Count == 0 || _truth.IsWiped;
                _truth = isNew ? _world.NewEpoch(epoch, this) : throw new WorldViolationException($"board {Index} gave up its store without a wipe");
                Epochs.Add(_truth);
            }
        }

        return _truth ?? throw new WorldViolationException($"board {Index} began a store without a snapshot");
    }

    /// <summary>Notes where the ledger lost records since the last look: no room, or refused.</summary>
    private void NoteForgotten(Ledger ledger)
    {
        int lost = ledger.DroppedCount + ledger.WriteFailureCount;
        if (lost != _lostSeen)
        {
            _truth?.Forgotten.Add((_nextSeen, ledger.NextRecord));
        }

        _lostSeen = lost;
        _nextSeen = ledger.NextRecord;
    }

    private void MayWipe()
    {
        if (_isQuiet || !_chance.Hits(_world.Plan.WipePerMillion))
        {
            return;
        }

        _world.Trace.Note(TraceKind.Wipe, Index);
        _world.Figures.Wipes++;
        _flash.Wipe();
        Jobs.Forget();
        if (_truth is not null)
        {
            _truth.IsWiped = true;
        }
    }

    private void Die(TraceKind kind)
    {
        _world.Trace.Note(kind, Index, _flash.BytesUsed);
        _world.Figures.PowerCuts += kind == TraceKind.PowerCut ? 1 : 0;
        Runtime = null;
        _store.CutIn = -1;
        Cable.Clear();
        Plan(long.MaxValue);
        long awayMs = _isQuiet ? WorldPlan.Second : WorldPlan.Around(_chance, _chance.Below(6) == 0 ? 6 * WorldPlan.Hour : WorldPlan.Minute);
        _world.After(awayMs, PowerOn);
    }

    /// <summary>Hub boards get the time from the network, others from a laptop; some never, some wrong.</summary>
    private void PlanClock()
    {
        if (Bus is null || _isQuiet)
        {
            return;
        }

        int start = _starts;
        long delayMs = WorldPlan.Around(_chance, _chance.Below(4) == 0 ? 3 * WorldPlan.Hour : 20 * WorldPlan.Second);
        if (!_traits.NeverGetsTime)
        {
            _world.After(delayMs, () => SyncIfStill(start));
        }
    }

    private void SyncIfStill(int start)
    {
        if (start == _starts && !_isQuiet)
        {
            SetClock(_world.WrongOrRight(_chance, UtcMs), ClockQuality.Network);
            _world.After(WorldPlan.Around(_chance, 12 * WorldPlan.Hour), () => SyncIfStill(start));
        }
    }

    private void Plan(long wakeAtMs)
    {
        if (wakeAtMs == _wakeAtMs)
        {
            return;
        }

        _wakeAtMs = wakeAtMs;
        int number = ++_wakeNumber;
        if (wakeAtMs != long.MaxValue)
        {
            _world.At(wakeAtMs, () => Wake(number));
        }
    }

    private void Wake(int number)
    {
        if (number == _wakeNumber)
        {
            _wakeAtMs = long.MaxValue;
            Run();
        }
    }
}
