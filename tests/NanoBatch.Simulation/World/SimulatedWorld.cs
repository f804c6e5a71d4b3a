using System;
using System.Collections.Generic;
using System.IO;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>The whole system in one thread and one seed: boards, broker, hub, laptop, storage, power and clocks. The same seed and days give the same world, everywhere.</summary>
internal sealed class SimulatedWorld
{
    private const long QuietMsMax = 2 * WorldPlan.Day;

    private readonly EventQueue _queue = new();
    private readonly List<SimulatedBoard> _boards = [];
    private readonly Dictionary<ulong, EpochTruth> _epochs = [];
    private bool _isCalm;

    /// <param name="seed">Everything comes from it.</param>
    /// <param name="days">Length, before the faults end.</param>
    /// <param name="lines">Gets a line for each event, or null.</param>
    public SimulatedWorld(ulong seed, int days, TextWriter? lines = null)
    {
        Seed = seed;
        Plan = new WorldPlan(seed, days);
        Trace = new Trace(lines);
        Checker = new WorldChecker(this);
        Broker = new SimulatedBroker(this);
        Hub = new SimulatedHub(this);
        Laptop = new SimulatedLaptop(this);
    }

    public ulong Seed { get; }

    public WorldPlan Plan { get; }

    public Trace Trace { get; }

    public WorldFigures Figures { get; } = new();

    public WorldChecker Checker { get; }

    public SimulatedBroker Broker { get; }

    public SimulatedHub Hub { get; }

    public SimulatedLaptop Laptop { get; }

    public long NowMs { get; private set; }

    public void At(long atMs, Action happen) => _queue.Add(Math.Max(atMs, NowMs), happen);

    public void After(long delayMs, Action happen) => _queue.Add(NowMs + delayMs, happen);

    /// <summary>Lets the world happen, ends its faults, waits until all is delivered, and compares.</summary>
    /// <exception cref="WorldViolationException">Something happened that must never happen.</exception>
    public void Run()
    {
        Begin();
        RunTo(Plan.DurationMs);
        Calm();
        Deliver();
        Checker.CheckDatabase(Hub.Database);
        Checker.CheckDatabase(Laptop.Database);
        foreach (SimulatedBoard board in _boards)
        {
            board.Jobs.Check(board.Runtime ?? throw new WorldViolationException($"board {board.Index} is off in quiet times"));
            Checker.CheckEnd(board);
        }

        Hub.Count(Figures);
        Figures.Worlds = 1;
        Figures.BoardDays = _boards.Count * Plan.DurationMs / WorldPlan.Day;
        Figures.Events = Trace.Step;
    }

    public EpochTruth? EpochOf(ulong epoch) => _epochs.GetValueOrDefault(epoch);

    /// <summary>A board begins a store.</summary>
    public EpochTruth NewEpoch(ulong epoch, SimulatedBoard board)
    {
        var truth = new EpochTruth(epoch, board.Index);
        return _epochs.TryAdd(epoch, truth) ? truth : throw new WorldViolationException($"store {epoch:x16} is there twice");
    }

    /// <summary>Where the results of a board belong.</summary>
    public MemoryDeliveryStore DatabaseOf(SimulatedBoard board) => board.Bus is null ? Laptop.Database : Hub.Database;

    /// <summary>What a clock is set to: the truth, or in a world with clock trouble something else now and then.</summary>
    public long WrongOrRight(Chance chance, long utcMs)
    {
        if (_isCalm || !Plan.HasClockTrouble || chance.Below(3) != 0)
        {
            return utcMs;
        }

        long second = (long)(chance.Next() % 120) - 60;
        return chance.Below(8) switch
        {
            0 => utcMs + (second * WorldPlan.Second),
            1 => utcMs + (second * WorldPlan.Minute),
            2 => utcMs + (second * WorldPlan.Day),
            3 => Math.Max(0, utcMs + (second * 365 * WorldPlan.Day)),
            4 => 2_085_978_496_000 + (second * WorldPlan.Second),
            5 => 4_294_967_296_000 + (second * WorldPlan.Second),
            6 => chance.Below(100_000),
            _ => utcMs - WorldPlan.Around(chance, WorldPlan.Hour),
        };
    }

    private void Begin()
    {
        var chance = new Chance(Chance.Combine(Seed, 5));
        for (int b = 0; b < Plan.BoardCount; b++)
        {
            var board = new SimulatedBoard(this, b, chance.Below(3) != 0);
            _boards.Add(board);
            if (board.Bus is { } bus)
            {
                Broker.Add(bus);
            }

            After(chance.Below((int)WorldPlan.Minute), board.PowerOn);
            Laptop.Begin(board);
            PlanCut(board, chance);
        }

        Broker.Begin();
    }

    private void PlanCut(SimulatedBoard board, Chance chance)
    {
        if (Plan.PowerCutEveryMs > 0)
        {
            After(WorldPlan.Around(chance, Plan.PowerCutEveryMs), () =>
            {
                if (!_isCalm)
                {
                    board.CutPower();
                    PlanCut(board, chance);
                }
            });
        }
    }

    private void RunTo(long untilMs)
    {
        while (_queue.TryTake(untilMs, out long atMs, out Action happen))
        {
            NowMs = atMs;
            Trace.NowMs = atMs;
            Trace.Step++;
            happen();
        }

        NowMs = untilMs;
        Trace.NowMs = untilMs;
    }

    private void Calm()
    {
        Trace.Note(TraceKind.Quiet, -1);
        _isCalm = true;
        Hub.Calm();
        Laptop.Calm();
        foreach (SimulatedBoard board in _boards)
        {
            board.Calm();
        }

        Broker.Calm();
    }

    /// <summary>Without faults everything arrives: the outbox waits at most 15 minutes between two tries.</summary>
    private void Deliver()
    {
        long endMs = NowMs + QuietMsMax;
        while (true)
        {
            bool isDone = true;
            foreach (SimulatedBoard board in _boards)
            {
                isDone &= board.Bus is not null || Laptop.Collect(board);
                isDone &= Checker.IsDelivered(board);
            }

            if (isDone)
            {
                return;
            }

            if (NowMs >= endMs)
            {
                break;
            }

            RunTo(NowMs + (5 * WorldPlan.Minute));
        }

        // The comparison names what did not come.
        Trace.Note(TraceKind.Quiet, -1, 1);
    }
}
