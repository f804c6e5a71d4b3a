using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Kill;
using NanoBatch.Kill.Killing;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Tests;

namespace NanoBatch.EndToEnd.Tests;

/// <summary>The share of the kill harness that CI can afford, and the harness itself: what it is there to find, it finds.</summary>
[TestClass]
public sealed class KillTests
{
    private const ulong Epoch = 7;
    private const int Kills = 40;

    // A busy machine starts processes slowly; it kills fewer then.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(45);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Boards_and_collections_are_killed_and_nothing_is_lost_or_doubled()
    {
        int seed = TestSeed.Draw(Environment.ProcessId);
        var run = new KillRun(seed, Kills, s_longest, TextWriter.Null);
        Console.WriteLine(await run.RunAsync(TestContext.CancellationToken));
        Assert.IsGreaterThan(4, run.Kills, $"seed {seed}");
    }

    [TestMethod]
    [DataRow("", DisplayName = "nothing is wrong")]
    [DataRow("lost: ", DisplayName = "acknowledged before it was stored")]
    [DataRow("invented: ", DisplayName = "a result that no board had")]
    [DataRow("changed: ", DisplayName = "another value")]
    [DataRow("seq: ", DisplayName = "a sequence number used again")]
    [DataRow("holes: ", DisplayName = "a number that was never told as dropped")]
    [DataRow("told as dropped, ", DisplayName = "a record that was told as dropped")]
    public void The_verdict_names_what_is_wrong(string finding)
    {
        int seq = finding == "seq: " ? 0 : 1;
        byte[] dropped = [finding == "told as dropped, " ? (byte)3 : (byte)4, 0, 0, 0, 4, 0, 0, 0, 2];
        var committed = new SortedDictionary<long, byte[]>
        {
            [1] = Record(1, RecordType.Report, Report(0)),
            [2] = Record(2, RecordType.Report, Report(seq)),
            [3] = Record(3, RecordType.Boot, [0]),
            [5] = Record(5, RecordType.Dropped, finding == "holes: " ? [9, 0, 0, 0, 9, 0, 0, 0, 2] : dropped),
        };
        var all = new CommittedRecords();
        all.Add(Epoch, committed);
        string folder = Directory.CreateTempSubdirectory("nanobatch-verdict-").FullName;
        try
        {
            using ResultStore store = ResultStore.Open(Path.Combine(folder, "results.db"));
            IEnumerable<byte[]> stored = committed.Values.Where(record => finding != "lost: " || record[4] != 2);
            stored = finding == "invented: " ? stored.Append(Record(6, RecordType.Report, Report(2))) : stored;
            stored = finding == "changed: " ? stored.Select(record => record[4] == 1 ? Record(1, RecordType.Report, Report(0, fieldValue: 8)) : record) : stored;
            store.Add(new RecordDecoder(Epoch, "field-7").Decode([.. stored]).ToBatch(new BoardEntry(Epoch, "field-7", null, null, 0)));
            IReadOnlyList<string> findings = Verdict.Of(all, [.. committed.Keys], store);
            Assert.AreEqual(finding.Length == 0 ? 0 : 1, findings.Count, string.Join('\n', findings));
            Assert.IsTrue(findings.All(text => text.StartsWith(finding, StringComparison.Ordinal)), string.Join('\n', findings));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void A_number_with_two_meanings_and_an_end_that_moves_back_are_found()
    {
        var records = new Dictionary<long, byte[]> { [1] = Record(1, RecordType.Boot, [0]), [2] = Record(2, RecordType.Report, Report(0)) };
        var committed = new CommittedRecords();
        committed.Add(Epoch, records);
        committed.Add(Epoch, records);
        Assert.Contains("was committed", Assert.ThrowsExactly<FoundException>(() => committed.Add(Epoch, new Dictionary<long, byte[]> { [1] = records[1] })).Message);
        records[2] = Record(2, RecordType.Report, Report(1));
        Assert.Contains("record 2 was", Assert.ThrowsExactly<FoundException>(() => committed.Add(Epoch, records)).Message);
        Assert.Contains("came back as", Assert.ThrowsExactly<FoundException>(() => committed.Add(Epoch + 1, records)).Message);
    }

    /// <summary>A report of task 1 with one integer.</summary>
    private static byte[] Report(int seq, int fieldValue = 5) => [1, 2, 3, 4, 1, 0, (byte)seq, 10, 1, 0, 0, 0, 0, 0, 1, 1, (byte)(2 * fieldValue)];

    private static byte[] Record(uint number, RecordType type, byte[] payload)
    {
        byte[] record = new byte[RecordSizes.Header + payload.Length + RecordSizes.Crc];
        payload.CopyTo(record, RecordSizes.Header);
        new RecordHeader { PayloadLength = payload.Length, Type = type, Record = number, Boot = 1, TimeMs = 1000 }.Seal(record, 0, new ByteWriter([]));
        return record;
    }
}
