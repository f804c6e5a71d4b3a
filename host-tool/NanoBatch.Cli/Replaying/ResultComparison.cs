using System.Collections.Generic;
using System.Linq;
using NanoBatch.Results;

namespace NanoBatch.Cli.Replaying;

/// <summary>Pairs the results of two versions of a job and keeps what differs.</summary>
internal static class ResultComparison
{
    /// <summary>Compares; reports belong together by task and time, alerts by task, time and name.</summary>
    /// <returns>Differences in time order, at one instant by task, a report before its alerts.</returns>
    /// <remarks>Sequence numbers are left out: one report more would make every later one differ.</remarks>
    public static IReadOnlyList<ResultChange> Compare(IEnumerable<Result> before, IEnumerable<Result> after)
    {
        Dictionary<Key, Result> first = ByKey(before);
        Dictionary<Key, Result> second = ByKey(after);
        return
        [
            .. first.Keys.Union(second.Keys)
                .Select(key => new ResultChange(first.GetValueOrDefault(key), second.GetValueOrDefault(key)))
                .Where(change => !AreSame(change.Before, change.After))
                .OrderBy(change => change.Any.TimeMs)
                .ThenBy(change => change.Any.Task)
                .ThenBy(change => change.Any is AlertResult),
        ];
    }

    /// <summary>Two results of one task may end at one instant only after a clock step: the last one counts.</summary>
    private static Dictionary<Key, Result> ByKey(IEnumerable<Result> results)
    {
        var found = new Dictionary<Key, Result>();
        foreach (Result result in results)
        {
            found[new Key(result.Task, result.TimeMs, (result as AlertResult)?.Alert)] = result;
        }

        return found;
    }

    private static bool AreSame(Result? before, Result? after) => (before, after) switch
    {
        (ReportResult one, ReportResult two) => one.Fields.Equals(two.Fields),
        (AlertResult one, AlertResult two) => one.IsRaised == two.IsRaised,
        _ => false,
    };

    private readonly record struct Key(int Task, long? TimeMs, string? Alert);
}
