using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Optimizing;

/// <summary>Tries a few dozen arrangements of a task's scans and keeps the best program.</summary>
/// <remarks>
/// Bytes decide: they travel over the slowest link and fill the 1 024 of a package. But a pass over a window is thousands of instructions on every run,
/// so a program up to <see cref="BytesForSteps"/> bytes longer wins where it saves a fifth of the steps.
/// </remarks>
internal static class LayoutSearch
{
    /// <summary>Bytes that a fifth of a run's scanning is worth.</summary>
    public const int BytesForSteps = 2;

    private readonly record struct Candidate(byte[] Code, long Steps);

    /// <summary>The best program of a task.</summary>
    /// <param name="task">Within the limits of the package.</param>
    /// <param name="write">Writes the task's program after a layout.</param>
    /// <param name="stepsOf">Worst-case steps of one scan instruction.</param>
    /// <param name="bytesAlone">True leaves steps aside: for a job that would not fit otherwise.</param>
    public static byte[] Best(FoldedTask task, Func<ProgramLayout, byte[]> write, Func<ScanGroup, long> stepsOf, bool bytesAlone)
    {
        List<Candidate> candidates =
            [.. Layouts(task).Select(layout => new Candidate(write(layout), layout.Groups.Sum(stepsOf)))];
        Candidate smallest = candidates.OrderBy(c => c.Code.Length).ThenBy(c => c.Steps).First();
        Candidate fastest = candidates.Where(c => c.Code.Length <= smallest.Code.Length + BytesForSteps)
            .OrderBy(c => c.Steps).ThenBy(c => c.Code.Length).First();
        return !bytesAlone && fastest.Steps * 5 <= smallest.Steps * 4 ? fastest.Code : smallest.Code;
    }

    private static IEnumerable<ProgramLayout> Layouts(FoldedTask task)
    {
        List<ScanValue> direct = Distinct(task, task.Fields.OfType<AggregateExpression>(), []);
        List<ScanValue> computed = Distinct(task, task.FieldAggregates, direct);
        List<ScanValue> when = Distinct(task, task.WhenAggregates, [.. direct, .. computed]);
        List<ScanValue> alerts = Distinct(task, task.AlertAggregates, [.. direct, .. computed, .. when]);

        // How much of what only conditions need is taken up into the report's scans: nothing, the report's condition, all.
        (List<ScanValue> First, List<ScanValue> When, List<ScanValue> Alerts)[] stages =
        [
            (computed, when, alerts),
            (computed, [.. when, .. alerts], []),
            ([.. computed, .. when], [], alerts),
            ([.. computed, .. when, .. alerts], [], []),
        ];
        foreach ((List<ScanValue> others, List<ScanValue> whenStage, List<ScanValue> alertStage) in stages)
        {
            if (task.When is null && whenStage.Count > 0)
            {
                continue;
            }

            foreach (List<ScanGroup> first in FirstStage(direct, others))
            {
                foreach (List<ScanGroup> beforeWhen in FreeLayout.All(whenStage))
                {
                    foreach (List<ScanGroup> beforeAlerts in FreeLayout.All(alertStage))
                    {
                        yield return new ProgramLayout(first, beforeWhen, beforeAlerts);
                    }
                }
            }
        }
    }

    private static IEnumerable<List<ScanGroup>> FirstStage(List<ScanValue> direct, List<ScanValue> others)
    {
        List<ScanGroup> ordered = OrderedLayout.Of(direct);
        foreach (List<ScanGroup> rest in FreeLayout.All(others))
        {
            yield return [.. ordered, .. rest];
        }

        if (others.Count > 0)
        {
            yield return Merged(ordered, others);
        }

        foreach (List<ScanGroup> free in FreeLayout.All([.. direct, .. others]))
        {
            yield return free;
        }
    }

    /// <summary>Appends each other value to a scan of its source where there is one.</summary>
    private static List<ScanGroup> Merged(List<ScanGroup> ordered, List<ScanValue> others)
    {
        List<ScanGroup> groups = [.. ordered];
        var rest = new List<ScanValue>();
        foreach (ScanValue value in others)
        {
            int host = groups.FindLastIndex(group => group.Source == value.Source && group.CanTake(value.Item));
            if (host < 0)
            {
                rest.Add(value);
            }
            else
            {
                groups[host] = groups[host] with { Items = [.. groups[host].Items, value.Item] };
            }
        }

        return [.. groups, .. FreeLayout.All(rest).MinBy(layout => layout.Sum(group => group.Bytes))!];
    }

    private static List<ScanValue> Distinct(FoldedTask task, IEnumerable<AggregateExpression> aggregates, IEnumerable<ScanValue> known)
    {
        HashSet<ScanValue> seen = [.. known];
        return [.. aggregates.Select(task.ValueOf).Where(seen.Add)];
    }
}
