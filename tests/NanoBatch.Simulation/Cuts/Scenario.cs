using System;
using System.IO;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Cuts;

/// <summary>One script, run once to the end and noted write by write; its states are made from the notes.</summary>
internal sealed class Scenario
{
    private const int SecondWrites = 3;

    private readonly ulong _seed;
    private readonly int _number;
    private readonly Script _script;
    private readonly RunTruth _truth = new();
    private readonly WriteRecorder _recorder;
    private readonly RunTruth _secondTruth = new();
    private readonly WriteRecorder _second;
    private readonly SecondLife _secondLife;
    private readonly RunTruth _stateTruth = new();
    private readonly FlashModel _store = new();
    private readonly SecondLife _life;

    public Scenario(ulong seed, int number)
    {
        _seed = Chance.Combine(seed, (ulong)number);
        _number = number;
        _script = new Script(_seed);
        _recorder = new WriteRecorder(_truth);
        _second = new WriteRecorder(_secondTruth) { CountMax = SecondWrites };
        _secondLife = new SecondLife(_script, _second.Flash, _second, _secondTruth);
        _life = new SecondLife(_script, _store, _store, _stateTruth);
        Keep(_recorder.Flash, _truth);
        Keep(_second.Flash, _secondTruth);
        Keep(_store, _stateTruth);
    }

    public int WriteCount => _recorder.Count;

    public int SecondWriteCount => _second.Count;

    /// <summary>Runs the script without a cut.</summary>
    public Violation? Record() => Guard(new CutState(_number, 0, 0), () =>
    {
        var run = new ScriptRun(_script, _recorder.Flash, _recorder, _truth, _seed);
        run.Start();
        return run.Do(_script.Operations);
    });

    /// <summary>Outcomes of a cut in a write.</summary>
    public int OutcomesOf(int write) => _recorder.PointAt(write).OutcomeCount;

    /// <summary>Outcomes of a second cut, after <see cref="RecordSecond"/>.</summary>
    public int SecondOutcomesOf(int write) => _second.PointAt(write).OutcomeCount;

    /// <summary>The outcome of a write after which second cuts are tried.</summary>
    public int ChosenOutcome(int write) => (int)(Chance.Combine(_seed, (ulong)write + 7) % (ulong)OutcomesOf(write));

    /// <summary>Says what a state is made of.</summary>
    public void Describe(CutState state, TextWriter output)
    {
        for (int write = 0; write <= state.Write; write++)
        {
            output.WriteLine($"write {write}: {_recorder.PointAt(write)}");
        }

        output.WriteLine($"cut: outcome {state.Outcome} of {OutcomesOf(state.Write)}");
        for (int write = 0; write <= state.SecondWrite; write++)
        {
            output.WriteLine($"then write {write}: {_second.PointAt(write)}");
        }

        if (state.SecondWrite >= 0)
        {
            output.WriteLine($"cut: outcome {state.SecondOutcome} of {SecondOutcomesOf(state.SecondWrite)}");
        }
    }

    /// <summary>Makes and checks the state after one cut.</summary>
    public Violation? Check(CutState state)
    {
        bool isSecond = state.SecondWrite >= 0;
        WritePoint point = isSecond ? _second.PointAt(state.SecondWrite) : _recorder.PointAt(state.Write);
        return Guard(state, () =>
        {
            ulong seed = SeedOf(state);
            point.Cut(_store, isSecond ? state.SecondOutcome : state.Outcome, seed);
            _stateTruth.CopyFrom(isSecond ? _secondTruth : _truth, point);
            return _life.Begin(point, seed) ?? _life.RunOn() ?? _life.Restart();
        });
    }

    /// <summary>Makes the state after one cut and notes the first writes that follow.</summary>
    public Violation? RecordSecond(CutState state) => Guard(state, () =>
    {
        WritePoint point = _recorder.PointAt(state.Write);
        ulong seed = SeedOf(state);
        point.Cut(_second.Flash, state.Outcome, seed);
        _second.Clear();
        _secondTruth.CopyFrom(_truth, point);
        return _secondLife.Begin(point, seed) ?? _secondLife.RunOn();
    });

    private static void Keep(FlashModel flash, RunTruth truth) => flash.Witness = new HistoryKeeper(flash, truth.History);

    private ulong SeedOf(CutState state) => Chance.Combine(
        Chance.Combine(_seed, ((ulong)(uint)state.Write << 32) | (uint)state.Outcome), ((ulong)(uint)state.SecondWrite << 32) | (uint)state.SecondOutcome);

    /// <summary>A throw of the board is a finding of its own, named by the state like the others.</summary>
    private static Violation? Guard(CutState state, Func<Violation?> check)
    {
        Violation? violation;
        try
        {
            violation = check();
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            violation = new Violation(ViolationKind.Unbootable, thrown.ToString());
        }

        return violation is null ? null : violation with { State = state.ToString() };
    }
}
