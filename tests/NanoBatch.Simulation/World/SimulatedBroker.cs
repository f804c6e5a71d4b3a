using System.Collections.Generic;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>A message broker at its worst: it loses, doubles, delays and reorders, boards are cut off for up to 30 days, and it dies without having saved anything.</summary>
internal sealed class SimulatedBroker(SimulatedWorld world)
{
    private const int RefusePerMillion = 5_000;

    private readonly Chance _chance = new(Chance.Combine(world.Seed, 2));
    private readonly List<SimulatedBus> _buses = [];
    private int _life;
    private bool _isCalm;

    public bool IsUp { get; private set; } = true;

    public void Add(SimulatedBus bus)
    {
        _buses.Add(bus);
        PlanPartition(bus);
    }

    /// <summary>Begins to die from time to time.</summary>
    public void Begin()
    {
        if (world.Plan.BrokerDeathEveryMs > 0)
        {
            world.After(WorldPlan.Around(_chance, world.Plan.BrokerDeathEveryMs), Die);
        }
    }

    /// <summary>Faults end.</summary>
    public void Calm()
    {
        _isCalm = true;
        Connect(true);
        foreach (SimulatedBus bus in _buses)
        {
            bus.IsCutOff = false;
            bus.IsSilent = false;
            bus.Sessions++;
            bus.Board.Run();
        }
    }

    /// <summary>A board hands over a message.</summary>
    /// <returns>False where its client has no room now.</returns>
    public bool Publish(SimulatedBus bus, BusTopic topic, byte[] bytes)
    {
        if (!_isCalm && _chance.Hits(RefusePerMillion))
        {
            return false;
        }

        if (bytes.Length > Protocol.DeliveryFormat.MessageMax)
        {
            throw new WorldViolationException($"board {bus.Board.Index} sent a message of {bytes.Length} bytes");
        }

        world.Figures.MessagesSent++;
        world.Trace.Note(TraceKind.Published, bus.Board.Index, new Protocol.ByteReader(bytes, 9, 4).U32(), Protocol.Crc32.Of(bytes, 0, bytes.Length));
        Carry(bus, () => world.Hub.Take(bus, bytes));
        return true;
    }

    /// <summary>A session comes up: some of what the board had long ago comes again.</summary>
    public void Resume(SimulatedBus bus)
    {
        if (!_isCalm && bus.Earlier.Count > 0 && _chance.Below(3) == 0)
        {
            byte[] stale = bus.Earlier[_chance.Below(bus.Earlier.Count)];
            world.Figures.StaleAcknowledgements++;
            world.After(1 + _chance.Below(5000), () => Hand(bus, stale));
        }
    }

    /// <summary>A receiver answers a board.</summary>
    public void Answer(SimulatedBus bus, byte[] bytes)
    {
        world.Figures.MessagesSent++;
        if (_chance.Below(8) == 0)
        {
            bus.Keep(bytes, _chance.Below(1000));
        }

        Carry(bus, () => Hand(bus, bytes));
    }

    private void Carry(SimulatedBus bus, System.Action arrive)
    {
        WorldPlan plan = world.Plan;
        if (!_isCalm && (bus.IsSilent || _chance.Hits(plan.LossPerMillion)))
        {
            world.Figures.MessagesLost++;
            world.Trace.Note(TraceKind.MessageLost, bus.Board.Index);
            return;
        }

        int copies = 1;
        while (!_isCalm && copies < 4 && _chance.Hits(plan.DoublePerMillion))
        {
            copies++;
            world.Figures.MessagesDoubled++;
            world.Trace.Note(TraceKind.MessageDoubled, bus.Board.Index);
        }

        int life = _life;
        for (int c = 0; c < copies; c++)
        {
            bool isLate = !_isCalm && _chance.Hits(plan.LatePerMillion);
            long lateMs = _chance.Below(10) == 0 ? 2 * WorldPlan.Day : 30 * WorldPlan.Minute;
            long delayMs = isLate ? WorldPlan.Around(_chance, lateMs) : 5 + _chance.Below(200);
            world.After(delayMs, () =>
            {
                if (life == _life)
                {
                    arrive();
                }
            });
        }
    }

    private void Hand(SimulatedBus bus, byte[] bytes)
    {
        if (bus.ConnectionNumber == 0 || bus.Board.Runtime is null)
        {
            return;
        }

        world.Trace.Note(TraceKind.AcknowledgementArrived, bus.Board.Index, bytes.Length);
        if (!_isCalm && _chance.Hits(world.Plan.GarbagePerMillion))
        {
            world.Figures.Garbage++;
            bus.Take((BusTopic)_chance.Below(5), Garbage.Of(_chance, bytes));
        }

        bus.Take(BusTopic.Acknowledgement, bytes);
        bus.Board.Run();
    }

    private void Die()
    {
        if (_isCalm)
        {
            return;
        }

        world.Figures.BrokerDeaths++;
        world.Trace.Note(TraceKind.BrokerDied, -1);
        _life++;
        Connect(false);
        world.After(WorldPlan.Around(_chance, WorldPlan.Minute), () => Connect(true));
        world.After(WorldPlan.Around(_chance, world.Plan.BrokerDeathEveryMs) + (3 * WorldPlan.Minute), Die);
    }

    private void Connect(bool isUp)
    {
        if (IsUp == isUp)
        {
            return;
        }

        IsUp = isUp;
        foreach (SimulatedBus bus in _buses)
        {
            if (isUp)
            {
                bus.Sessions++;
                Resume(bus);
            }

            bus.Board.Run();
        }
    }

    private void PlanPartition(SimulatedBus bus)
    {
        if (world.Plan.PartitionEveryMs > 0)
        {
            world.After(WorldPlan.Around(_chance, world.Plan.PartitionEveryMs), () => Part(bus));
        }
    }

    private void Part(SimulatedBus bus)
    {
        if (_isCalm)
        {
            return;
        }

        world.Figures.Partitions++;
        bool isSilent = _chance.Below(3) == 0;
        bus.IsSilent = isSilent;
        bus.IsCutOff = !isSilent;
        world.Trace.Note(isSilent ? TraceKind.LineSilent : TraceKind.Disconnected, bus.Board.Index);
        bus.Board.Run();
        world.After(1 + (long)(_chance.Next() % (ulong)world.Plan.PartitionMsMax), () => Join(bus));
    }

    private void Join(SimulatedBus bus)
    {
        if (_isCalm)
        {
            return;
        }

        bus.IsSilent = false;
        bus.IsCutOff = false;
        bus.Sessions++;
        Resume(bus);
        world.Trace.Note(TraceKind.Connected, bus.Board.Index, bus.Sessions);
        bus.Board.Run();
        PlanPartition(bus);
    }
}
