using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Simulation.World;

/// <summary>Runs worlds: one, or many side by side, each in one thread.</summary>
public static class WorldRunner
{
    /// <summary>Runs one world.</summary>
    /// <param name="seed">Everything comes from it.</param>
    /// <param name="days">Days before the faults end.</param>
    /// <param name="lines">Gets a line for each event, or null.</param>
    public static WorldOutcome Run(ulong seed, int days, TextWriter? lines = null)
    {
        var world = new SimulatedWorld(seed, days, lines);
        string? failure = null;
        try
        {
            world.Run();
        }
        catch (WorldViolationException e)
        {
            failure = e.Message;
        }
        catch (Exception e) when (e is SystemException)
        {
            failure = "the code under test threw: " + e;       // what a defect in the runtime or the receiver looks like
        }

        return new WorldOutcome(seed, world.Trace.Step, world.Trace.Hash, world.Figures, failure);
    }

    /// <summary>The command that replays a world.</summary>
    public static string ReplayOf(ulong seed, int days) =>
        string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project tests/NanoBatch.Simulation -- --seed {seed} --days {days} --trace");

    /// <summary>Runs worlds on all cores until their number is reached or a stop is asked for.</summary>
    /// <param name="firstSeed">Seed of the first; the others follow.</param>
    /// <param name="worlds">How many at most.</param>
    /// <param name="days">Days of each.</param>
    /// <param name="ended">Gets each outcome, one at a time.</param>
    /// <param name="stop">Ends the run after the worlds under way.</param>
    public static void RunMany(ulong firstSeed, long worlds, int days, Action<WorldOutcome> ended, CancellationToken stop)
    {
        long next = 0;
        object gate = new();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is long number && number <= worlds)
            {
                WorldOutcome outcome = Run(firstSeed + (ulong)number - 1, days);
                lock (gate)
                {
                    ended(outcome);
                }
            }
        });
    }
}
