using System.IO;
using NanoBatch.Simulation.Checks;

namespace NanoBatch.Simulation.Cuts;

/// <summary>Power cuts at every write and every byte, with the three fates of unclosed data, and second cuts at every byte of the first writes after a start.</summary>
public sealed class CutHarness(ulong seed)
{
    private const int WritesForOneSecond = 3;

    private long _states;

    /// <summary>States made and checked.</summary>
    public long StateCount { get; private set; }

    /// <summary>Of these, states after a second cut.</summary>
    public long SecondCount { get; private set; }

    public int ScenarioCount { get; private set; }

    /// <summary>Goes through scenarios until so many states were checked or one broke a promise.</summary>
    /// <param name="states">States wanted.</param>
    /// <param name="progress">Gets a line after each scenario, or null.</param>
    public Violation? Run(long states, TextWriter? progress)
    {
        _states = states;
        while (StateCount < states)
        {
            Violation? violation = RunScenario(ScenarioCount);
            if (violation is not null)
            {
                return violation;
            }

            ScenarioCount++;
            progress?.WriteLine($"{ScenarioCount} scenarios, {StateCount} states, {SecondCount} of them after a second cut");
        }

        return null;
    }

    /// <summary>Makes one state again.</summary>
    /// <param name="state">As a failure names it.</param>
    /// <param name="output">Gets the writes that lead to it.</param>
    public Violation? Replay(CutState state, TextWriter output)
    {
        var scenario = new Scenario(seed, state.Scenario);
        Violation? violation = scenario.Record();
        if (violation is null && state.SecondWrite >= 0)
        {
            violation = scenario.RecordSecond(new CutState(state.Scenario, state.Write, state.Outcome));
        }

        StateCount++;
        if (violation is null)
        {
            scenario.Describe(state, output);
        }

        return violation ?? scenario.Check(state);
    }

    private Violation? RunScenario(int number)
    {
        var scenario = new Scenario(seed, number);
        Violation? violation = scenario.Record();
        for (int write = 0; write < scenario.WriteCount && violation is null && StateCount < _states; write++)
        {
            for (int outcome = 0; outcome < scenario.OutcomesOf(write) && violation is null && StateCount < _states; outcome++)
            {
                StateCount++;
                violation = scenario.Check(new CutState(number, write, outcome));
            }

            if (violation is null && (write + number) % WritesForOneSecond == 0)
            {
                violation = RunSecond(scenario, new CutState(number, write, scenario.ChosenOutcome(write)));
            }
        }

        return violation;
    }

    private Violation? RunSecond(Scenario scenario, CutState first)
    {
        Violation? violation = scenario.RecordSecond(first);
        for (int write = 0; write < scenario.SecondWriteCount && violation is null; write++)
        {
            for (int outcome = 0; outcome < scenario.SecondOutcomesOf(write) && violation is null && StateCount < _states; outcome++)
            {
                StateCount++;
                SecondCount++;
                violation = scenario.Check(first with { SecondWrite = write, SecondOutcome = outcome });
            }
        }

        return violation;
    }
}
