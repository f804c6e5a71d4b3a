using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NanoBatch.Protocol;
using NanoBatch.Results;

namespace NanoBatch.Kill.Killing;

/// <summary>Compares what a board committed with what a results store holds, by sets.</summary>
internal static class Verdict
{
    private const string BoardId = "field-7";

    /// <summary>Finds what is lost, invented, changed, repeated.</summary>
    /// <param name="committed">Every record that the board had.</param>
    /// <param name="mustHave">Numbers of those that a collection had to bring; a part of them.</param>
    /// <param name="store">Where collections went.</param>
    /// <returns>One line for each finding; empty where all is well.</returns>
    public static IReadOnlyList<string> Of(CommittedRecords committed, IReadOnlyCollection<long> mustHave, ResultStore store)
    {
        var findings = new List<string>();
        HashSet<long> stored = [.. store.StoredRanges(committed.Epoch).SelectMany(range => Range(range.First, range.Last))];
        Tell(findings, "lost: committed, and not in the results store", mustHave.Where(number => !stored.Contains(number)));
        Tell(findings, "invented: in the results store, and never committed",
            stored.Where(number => !committed.Records.ContainsKey(number) && !committed.Unseen.Contains(number)));
        foreach (BoardEntry board in store.Boards().Where(board => board.Epoch != committed.Epoch))
        {
            findings.Add(FormattableString.Invariant($"invented: a board with epoch {board.Epoch:x16}"));
        }

        DecodedRecords decoded = new RecordDecoder(committed.Epoch, BoardId).Decode([.. committed.Records.Values]);
        findings.AddRange(decoded.Faults.Select(fault => FormattableString.Invariant($"unreadable: record {fault.Number}: {fault.Reason}")));
        CompareContents(findings, decoded, store, committed.Epoch);
        DroppedRecords[] dropped = [.. decoded.Dropped, .. store.OthersOf(committed.Epoch, (int)RecordType.Dropped).Select(other => RecordDecoder.DroppedOf(other)!.Value)];
        HashSet<long> explained = [.. dropped.SelectMany(range => Range(range.First, range.Last))];
        Tell(findings, "lost: acknowledged and dropped, and not in the results store", committed.Unseen.Where(number => !stored.Contains(number) && !explained.Contains(number)));
        IEnumerable<Result> unseen = store.Query(new ResultQuery()).Select(row => row.Result).Where(result => committed.Unseen.Contains(result.Record!.Value));
        CheckSeqs(findings, decoded.Results.Concat(unseen).OrderBy(result => result.Record));
        CheckHoles(findings, committed, explained);
        return findings;
    }

    private static void CompareContents(List<string> findings, DecodedRecords decoded, ResultStore store, ulong epoch)
    {
        Dictionary<long, string> expected = decoded.Results.ToDictionary(result => result.Record!.Value, Text);
        foreach (IGrouping<long, Result> same in store.Query(new ResultQuery()).Select(row => row.Result).GroupBy(result => result.Record!.Value))
        {
            if (same.Count() > 1)
            {
                findings.Add(FormattableString.Invariant($"doubled: record {same.Key} is in the results store {same.Count()} times"));
            }

            if (expected.TryGetValue(same.Key, out string? text) && text != Text(same.First()))
            {
                findings.Add(FormattableString.Invariant($"changed: record {same.Key} was {text} and is stored as {Text(same.First())}"));
            }
        }

        foreach (LedgerRecord other in decoded.Others.GroupBy(other => other.Type).SelectMany(type => Changed([.. type], store.OthersOf(epoch, type.Key))))
        {
            findings.Add(FormattableString.Invariant($"changed: record {other.Number} of type {other.Type}"));
        }
    }

    private static IEnumerable<LedgerRecord> Changed(LedgerRecord[] committed, IReadOnlyList<LedgerRecord> stored)
    {
        Dictionary<long, LedgerRecord> byNumber = stored.ToDictionary(other => other.Number);
        return committed.Where(other => byNumber.TryGetValue(other.Number, out LedgerRecord? copy) && !copy.Payload.SequenceEqual(other.Payload));
    }

    private static void CheckSeqs(List<string> findings, IEnumerable<Result> results)
    {
        foreach (IGrouping<(string?, int), ReportResult> task in results.OfType<ReportResult>().GroupBy(report => (report.Digest, report.Task)))
        {
            long expected = 0;
            foreach (ReportResult report in task)
            {
                if (report.Seq != expected)
                {
                    findings.Add(FormattableString.Invariant($"seq: task {report.Task} has {report.Seq} in record {report.Record} where {expected} is due"));
                }

                expected = report.Seq + 1;
            }
        }
    }

    private static void CheckHoles(List<string> findings, CommittedRecords committed, HashSet<long> explained)
    {
        Tell(findings, "holes: numbers that are no record, and not told as dropped",
            Range(1, committed.Records.Keys.LastOrDefault())
                .Where(number => !committed.Records.ContainsKey(number) && !committed.Unseen.Contains(number) && !explained.Contains(number)));
        Tell(findings, "told as dropped, and a record all the same", explained.Where(committed.Records.ContainsKey));
    }

    private static void Tell(List<string> findings, string what, IEnumerable<long> numbers)
    {
        long[] found = [.. numbers.Order()];
        if (found.Length > 0)
        {
            findings.Add(FormattableString.Invariant($"{what}: {found.Length}, the first {string.Join(' ', found.Take(10))}"));
        }
    }

    private static IEnumerable<long> Range(long first, long last)
    {
        for (long number = first; number <= last; number++)
        {
            yield return number;
        }
    }

    private static string Text(Result result)
    {
        using var text = new StringWriter();
        using (var writer = new JsonLinesWriter(text))
        {
            writer.Write(result);
        }

        return text.ToString();
    }
}
