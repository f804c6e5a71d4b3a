using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;
using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>The boards that a store knows, by label.</summary>
public static class BoardRegistry
{
    /// <summary>Reads all of them, by label.</summary>
    /// <exception cref="ResultStoreException">The store cannot be read.</exception>
    public static IReadOnlyList<BoardSummary> Read(ResultStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        ILookup<ulong, JobStateEntry> jobs = store.Jobs().ToLookup(job => job.Epoch);
        ILookup<ulong, ActiveAlert> alerts = store.ActiveAlerts().ToLookup(alert => alert.Epoch);
        return
        [
            .. store.Boards().GroupBy(board => board.Id).OrderBy(ofLabel => ofLabel.Key, StringComparer.Ordinal).Select(ofLabel =>
            {
                BoardEntry newest = ofLabel.MaxBy(board => Math.Max(board.SeenMs, board.StatusMs ?? 0))!;
                return new BoardSummary(newest, ofLabel.Count(), [.. jobs[newest.Epoch]], [.. alerts[newest.Epoch]]);
            }),
        ];
    }

    /// <summary>The labels that patterns mean: <c>*</c> and <c>?</c> as in file names; a pattern without them is a label, known or not.</summary>
    /// <param name="patterns">Comma-separated lists of patterns.</param>
    /// <param name="known">Labels that there are.</param>
    /// <param name="barren">Patterns that mean none.</param>
    /// <returns>Each label once, in rising order.</returns>
    public static IReadOnlyList<string> Match(IEnumerable<string> patterns, IReadOnlyCollection<string> known, out IReadOnlyList<string> barren)
    {
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        var none = new List<string>();
        foreach (string pattern in patterns.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            string[] found = pattern.AsSpan().ContainsAny('*', '?')
                ? [.. known.Where(label => FileSystemName.MatchesSimpleExpression(pattern, label, ignoreCase: false))]
                : [pattern];
            labels.UnionWith(found);
            if (found.Length == 0)
            {
                none.Add(pattern);
            }
        }

        barren = none;
        return [.. labels];
    }
}
