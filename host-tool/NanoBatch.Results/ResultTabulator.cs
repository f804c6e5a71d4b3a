using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Results;

/// <summary>Sorts results into tables as they come, and keeps of each table the first rows and the last: what a screen shows of a season.</summary>
/// <param name="rowsMax">Rows of one table; of more the middle ones are left out.</param>
public sealed class ResultTabulator(int rowsMax)
{
    private readonly Dictionary<(string? Board, string Job, int Task, string Shape), Group> _groups = [];
    private readonly List<Group> _inOrder = [];

    /// <summary>Takes one result.</summary>
    public void Add(Result result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var key = (result.Board, result.Job, result.Task, ResultTable.ShapeOf(result));
        if (!_groups.TryGetValue(key, out Group? group))
        {
            _groups[key] = group = new Group();
            _inOrder.Add(group);
        }

        group.Add(result, rowsMax);
    }

    /// <summary>One table for each task's reports and each task's alerts, in the order of their first rows.</summary>
    public IReadOnlyList<ResultTable> Tables() => [.. _inOrder.Select(group => ResultTable.Of([.. group.First, .. group.Last], group.HiddenCount))];

    private sealed class Group
    {
        public List<Result> First { get; } = [];

        public Queue<Result> Last { get; } = [];

        public long HiddenCount { get; private set; }

        public void Add(Result result, int rowsMax)
        {
            int first = (rowsMax / 2) + (rowsMax % 2);
            if (First.Count < first)
            {
                First.Add(result);
                return;
            }

            Last.Enqueue(result);
            if (Last.Count > rowsMax - first)
            {
                Last.Dequeue();
                HiddenCount++;
            }
        }
    }
}
