using System.CommandLine;
using System.IO;
using NanoBatch.Simulation.Checks;

namespace NanoBatch.Simulation.Cuts;

/// <summary><c>cuts</c>: power cuts by the million, or one state again.</summary>
internal sealed class CutsCommand : Command
{
    private readonly Option<long> _states = new("--states") { Description = "States to check.", DefaultValueFactory = _ => 500_000 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Scripts and scattered pages are drawn from it.", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _state = new("--state") { Description = "Make one state again, as a failure names it." };

    public CutsCommand() : base("cuts", "Cut the power at every write and every byte of it.")
    {
        Add(_states);
        Add(_seed);
        Add(_state);
        SetAction(parse => Run(parse.GetValue(_seed), parse.GetValue(_states), parse.GetValue(_state), parse.InvocationConfiguration.Output));
    }

    private static int Run(ulong seed, long states, string? text, TextWriter output)
    {
        var harness = new CutHarness(seed);
        Violation? violation;
        if (text is null)
        {
            violation = harness.Run(states, output);
        }
        else if (CutState.TryParse(text, out CutState state))
        {
            violation = harness.Replay(state, output);
        }
        else
        {
            output.WriteLine($"'{text}' names no state; one looks like 3.17.120 or 3.17.120.1.4");
            return 2;
        }

        string verdict = violation is null ? "0 lost, 0 invented, 0 mixtures, 0 unbootable" : $"FAILED {violation}";
        output.WriteLine($"seed {seed}: {harness.StateCount} states, {harness.SecondCount} of them after a second cut: {verdict}");
        return violation is null ? 0 : 1;
    }
}
