using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>The hub: one or two receivers, the product's own code, over one database; each dies now and then, around its commits too.</summary>
internal sealed class SimulatedHub
{
    private const int WaitingMax = 1000;

    private readonly SimulatedWorld _world;
    private readonly Chance _chance;
    private readonly DeliveryReceiver?[] _receivers;
    private readonly Dictionary<ulong, uint> _latest = [];
    private readonly Queue<(SimulatedBus From, byte[] Message)> _waiting = new();
    private bool _isCalm;

    public SimulatedHub(SimulatedWorld world)
    {
        _world = world;
        _chance = new Chance(Chance.Combine(world.Seed, 3));
        _receivers = new DeliveryReceiver?[world.Plan.HasTwoReceivers ? 2 : 1];
        for (int r = 0; r < _receivers.Length; r++)
        {
            _receivers[r] = new DeliveryReceiver(Database);
        }
    }

    public MemoryDeliveryStore Database { get; } = new();

    public void Calm()
    {
        _isCalm = true;
        for (int r = 0; r < _receivers.Length; r++)
        {
            Start(r);
        }
    }

    /// <summary>A message from a board arrives.</summary>
    public void Take(SimulatedBus from, byte[] message)
    {
        int place = _chance.Below(_receivers.Length);
        if (_receivers[place] is not { } receiver)
        {
            Wait(from, message);
            return;
        }

        if (!_isCalm && _chance.Hits(_world.Plan.GarbagePerMillion))
        {
            TakeGarbage(receiver, message);
        }

        _world.Trace.Note(TraceKind.Arrived, from.Board.Index, message.Length, place);
        NoteOrder(message);
        Database.Fate = DrawFate();
        try
        {
            if (receiver.Receive(FormattableString.Invariant($"board-{from.Board.Index}"), message) is { } acknowledgement)
            {
                Check(acknowledgement);
                _world.Trace.Note(TraceKind.Acknowledged, from.Board.Index, Crc32.Of(acknowledgement, 0, acknowledgement.Length));
                _world.Broker.Answer(from, acknowledgement);
            }
        }
        catch (HubDeathException)
        {
            Die(place);
        }
        catch (IOException)
        {
            _world.Figures.StoreFailures++;
            _world.Trace.Note(TraceKind.StoreFailed, -1, place);
        }

        Database.Fate = StoreFate.Commits;
    }

    /// <summary>Adds what the living receivers counted.</summary>
    public void Count(WorldFigures figures)
    {
        foreach (DeliveryReceiver receiver in _receivers.OfType<DeliveryReceiver>())
        {
            figures.Duplicates += receiver.Counters.Duplicates;
            figures.Parts += receiver.Counters.Parts;
        }
    }

    private void TakeGarbage(DeliveryReceiver receiver, byte[] message)
    {
        _world.Figures.Garbage++;
        if (receiver.Receive(null, Garbage.Of(_chance, message)) is { } acknowledgement)
        {
            Check(acknowledgement);     // cut short between two records a delivery is a smaller one
        }
    }

    private StoreFate DrawFate()
    {
        WorldPlan plan = _world.Plan;
        if (_isCalm)
        {
            return StoreFate.Commits;
        }

        bool dies = _chance.Hits(plan.HubDeathPerMillion);
        bool isAfter = _chance.Below(2) == 0;
        bool fails = _chance.Hits(plan.StoreFailurePerMillion);
        return dies ? (isAfter ? StoreFate.DiesAfterCommit : StoreFate.DiesBeforeCommit) : fails ? StoreFate.Fails : StoreFate.Commits;
    }

    private void Wait(SimulatedBus from, byte[] message)
    {
        if (_world.Plan.KeepsForDeadHub && _waiting.Count < WaitingMax)
        {
            _waiting.Enqueue((from, message));
            return;
        }

        _world.Figures.MessagesLost++;
    }

    private void Die(int place)
    {
        _world.Trace.Note(TraceKind.HubDied, -1, place, (long)Database.LastFate);
        _world.Figures.HubDeathsAfterCommit += Database.LastFate == StoreFate.DiesAfterCommit ? 1 : 0;
        _world.Figures.HubDeathsBeforeCommit += Database.LastFate == StoreFate.DiesBeforeCommit ? 1 : 0;
        _world.Figures.Duplicates += _receivers[place]!.Counters.Duplicates;
        _world.Figures.Parts += _receivers[place]!.Counters.Parts;
        _receivers[place] = null;
        long awayMs = WorldPlan.Around(_chance, _chance.Below(5) == 0 ? 4 * WorldPlan.Hour : WorldPlan.Minute);
        _world.After(awayMs, () => Start(place));
    }

    private void Start(int place)
    {
        _receivers[place] ??= new DeliveryReceiver(Database);
        for (int left = _waiting.Count; left > 0; left--)
        {
            (SimulatedBus from, byte[] message) = _waiting.Dequeue();
            Take(from, message);
        }
    }

    /// <summary>Nothing is acknowledged that is not stored.</summary>
    private void Check(byte[] acknowledgement)
    {
        var reader = new ByteReader(acknowledgement, 0, acknowledgement.Length);
        ulong epoch = reader.U64();
        int ranges = reader.U8();
        _world.Trace.Note(TraceKind.Acknowledged, -1, new ByteReader(acknowledgement, 9, 4).U32(), new ByteReader(acknowledgement, 13, 4).U32());
        for (int r = 0; r < ranges; r++)
        {
            uint first = reader.U32();
            _world.Checker.CheckAcknowledged(epoch, first, reader.U32(), Database, DeliveredTypes.OverBus);
        }
    }

    private void NoteOrder(byte[] message)
    {
        var reader = new ByteReader(message, 0, message.Length);
        reader.U8();
        ulong epoch = reader.U64();
        uint previous = reader.U32();
        uint latest = _latest.GetValueOrDefault(epoch);
        _world.Figures.OutOfOrder += previous < latest ? 1 : 0;
        _latest[epoch] = previous > latest ? previous : latest;
    }
}
