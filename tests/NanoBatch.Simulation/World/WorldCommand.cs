using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace NanoBatch.Simulation.World;

/// <summary>The root command: whole worlds from seeds, for as long as asked, or one again.</summary>
internal sealed class WorldCommand : RootCommand
{
    private static readonly TimeSpan s_progress = TimeSpan.FromSeconds(10);

    private readonly Option<long?> _seeds = new("--seeds") { Description = "Worlds to run; 100 unless hours are given." };
    private readonly Option<int> _days = new("--days") { Description = "Days of each world before its faults end.", DefaultValueFactory = _ => 10 };
    private readonly Option<ulong> _firstSeed = new("--first-seed") { Description = "Seed of the first world.", DefaultValueFactory = _ => 1 };
    private readonly Option<double?> _hours = new("--hours") { Description = "Go on for so long." };
    private readonly Option<ulong?> _seed = new("--seed") { Description = "Run one world again." };
    private readonly Option<bool> _trace = new("--trace") { Description = "With --seed: a line for each event." };

    public WorldCommand() : base("Simulates boards, broker, hub and laptop under faults, and compares what was committed with what was received.")
    {
        Add(_seeds);
        Add(_days);
        Add(_firstSeed);
        Add(_hours);
        Add(_seed);
        Add(_trace);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        TextWriter output = parse.InvocationConfiguration.Output;
        int days = parse.GetValue(_days);
        if (parse.GetValue(_seed) is { } seed)
        {
            WorldOutcome outcome = WorldRunner.Run(seed, days, parse.GetValue(_trace) ? output : null);
            Tell(output, outcome.Figures);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {outcome.Step} events, hash {outcome.Hash:x16}: {outcome.Failure ?? "nothing lost"}"));
            return outcome.Failure is null ? 0 : 1;
        }

        double? hours = parse.GetValue(_hours);
        return RunMany(output, parse.GetValue(_firstSeed), parse.GetValue(_seeds) ?? (hours is null ? 100 : long.MaxValue), days, hours);
    }

    private static int RunMany(TextWriter output, ulong firstSeed, long worlds, int days, double? hours)
    {
        using var stop = new CancellationTokenSource();
        if (hours is { } limit)
        {
            stop.CancelAfter(TimeSpan.FromHours(limit));
        }

        var total = new WorldFigures();
        var watch = Stopwatch.StartNew();
        TimeSpan told = TimeSpan.Zero;
        long failures = 0;
        ulong hash = 0;
        WorldRunner.RunMany(firstSeed, worlds, days, Note, stop.Token);
        void Note(WorldOutcome outcome)
        {
            total.Add(outcome.Figures);
            hash ^= outcome.Hash * ((outcome.Seed << 1) | 1);
            if (outcome.Failure is not null)
            {
                failures++;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {outcome.Seed}, step {outcome.Step}: {outcome.Failure}"));
                output.WriteLine("    " + WorldRunner.ReplayOf(outcome.Seed, days));
            }

            if (watch.Elapsed - told >= s_progress)
            {
                told = watch.Elapsed;
                output.WriteLine(Progress(total, failures, watch.Elapsed));
            }
        }

        Tell(output, total);
        output.WriteLine(Progress(total, failures, watch.Elapsed));
        string verdict = failures == 0 ? "0 lost, 0 invented, 0 doubled, 0 out of order" : "FAILED";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeds {firstSeed} and following, {days} days each, hash {hash:x16}: {verdict}"));
        return failures == 0 ? 0 : 1;
    }

    private static string Progress(WorldFigures total, long failures, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{elapsed:hh\\:mm\\:ss} {total.Worlds} worlds, {total.BoardDays} board-days ({total.BoardDays / elapsed.TotalSeconds:F0}/s), ")
        + string.Create(CultureInfo.InvariantCulture, $"{total.Committed} records, {failures} failures");

    private static void Tell(TextWriter output, WorldFigures figures)
    {
        foreach (string line in figures.All().Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name,-22}{f.Value,14}")))
        {
            output.WriteLine(line);
        }
    }
}
