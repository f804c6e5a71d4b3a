using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Results.Tests;

[TestClass]
public sealed class ResultStoreTests
{
    private string _folder = string.Empty;

    private string StorePath => Path.Combine(_folder, "results.db");

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("nanobatch-results").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, true);

    [TestMethod]
    public void What_is_stored_reads_back_to_the_same_value()
    {
        Result[] results = [Sample.Full(), Keyed(Sample.Alert(), 13), Keyed(Sample.Report(), 14) with { Task = 2 },
            Keyed(Sample.Alert(false, null), ulong.MaxValue, long.MaxValue)];
        using (ResultStore store = ResultStore.Open(StorePath))
        {
            Assert.AreEqual(4, store.Add(new ResultBatch { Results = results }));
        }

        using ResultStore again = ResultStore.Open(StorePath);
        CollectionAssert.AreEquivalent(results, again.Query(new ResultQuery()).Select(stored => stored.Result).ToArray());
    }

    [TestMethod]
    public void A_result_counts_once_however_often_it_comes()
    {
        using ResultStore store = ResultStore.Open(StorePath);
        var batch = new ResultBatch { Results = [Keyed(Sample.Report(), 1), Keyed(Sample.Report(1), 2)], Others = [new LedgerRecord(1, 3, 9, [1, 2])] };
        Assert.AreEqual(3, store.Add(batch));
        Assert.AreEqual(0, store.Add(batch));
        Assert.AreEqual(1, store.Add(batch with { Results = [Keyed(Sample.Report(5), 2), Keyed(Sample.Report(), 2, 1)] }));
        CollectionAssert.AreEqual(new long[] { 0, 0, 1 }, Reports(store.Query(new ResultQuery())).Select(report => report.Seq).Order().ToArray());
    }

    [TestMethod]
    public void A_batch_with_a_result_without_key_stores_nothing()
    {
        using ResultStore store = ResultStore.Open(StorePath);
        Assert.ThrowsExactly<ArgumentException>(() => store.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 1), Sample.Report()] }));
        Assert.IsEmpty(store.Query(new ResultQuery()));
    }

    [TestMethod]
    public void Results_come_in_time_order_tasks_in_file_order_alerts_after_their_report()
    {
        using ResultStore store = ResultStore.Open(StorePath);
        Result[] inOrder =
        [
            Keyed(Sample.Report(0), 5),
            Keyed(Sample.Report(0), 4) with { Task = 2 },
            Keyed(Sample.Report(1, Sample.Six + 900_000), 3),
            Keyed(Sample.Alert(), 2),
            Keyed(Sample.Report(0, Sample.Six + 900_000), 1) with { Task = 2 },
            Keyed(Sample.Report(9, null), 7),
            Keyed(Sample.Report(2, null), 8),
        ];
        store.Add(new ResultBatch { Results = inOrder.Reverse().ToArray() });
        CollectionAssert.AreEqual(inOrder, store.Query(new ResultQuery()).Select(stored => stored.Result).ToArray());
    }

    [TestMethod]
    public void Queries_restrict()
    {
        using ResultStore store = ResultStore.Open(StorePath);
        store.Add(new ResultBatch
        {
            Results = [Keyed(Sample.Report(0), 1) with { Board = "a" }, Keyed(Sample.Report(1, Sample.Six + 1), 2) with { Board = "b" },
                Keyed(Sample.Report(2, null), 3) with { Job = "other" }],
        });
        Check(store, new ResultQuery(), 0, 1, 2);
        Check(store, new ResultQuery { SinceMs = Sample.Six }, 0, 1);
        Check(store, new ResultQuery { SinceMs = Sample.Six + 1 }, 1);
        Check(store, new ResultQuery { UntilMs = Sample.Six }, 0);
        Check(store, new ResultQuery { Job = "other" }, 2);
        Check(store, new ResultQuery { Job = "irrigation", Board = "b" }, 1);
        Check(store, new ResultQuery { Job = "'; DROP TABLE record; --" });
        long last = store.Query(new ResultQuery()).Max(stored => stored.Arrival);
        Check(store, new ResultQuery { ArrivedAfter = last });
        store.Add(new ResultBatch { Results = [Keyed(Sample.Report(3), 4)] });
        Check(store, new ResultQuery { ArrivedAfter = last }, 3);
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("1", "1-1")]
    [DataRow("0 1 2", "0-2")]
    [DataRow("5 1 2 7 6", "1-2 5-7")]
    [DataRow("1 3 5", "1-1 3-3 5-5")]
    public void Stored_ranges_show_every_hole(string records, string expected)
    {
        using ResultStore store = ResultStore.Open(StorePath);
        LedgerRecord[] others = records.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => new LedgerRecord(9, text[0] - '0', 1, [])).ToArray();
        store.Add(new ResultBatch { Others = [.. others, new LedgerRecord(8, 4, 1, [])] });
        Assert.AreEqual(expected, string.Join(' ', store.StoredRanges(9).Select(range => FormattableString.Invariant($"{range.First}-{range.Last}"))));
    }

    [TestMethod]
    public void A_clock_record_dates_the_results_of_its_boot_alone()
    {
        using ResultStore store = ResultStore.Open(StorePath);
        store.Add(new ResultBatch
        {
            Results =
            [
                Keyed(Sample.Report(0, null), 1) with { Boot = 3, MonotonicMs = 1000 },
                Keyed(Sample.Report(1, null), 2) with { Boot = 4, MonotonicMs = 1000 },
                Keyed(Sample.Report(2), 3) with { Boot = 3, MonotonicMs = 2000 },
            ],
        });
        Assert.AreEqual(1, store.ResolveTimes(1, 3, Sample.Six));
        var times = Reports(store.Query(new ResultQuery())).ToDictionary(report => report.Seq, report => report.TimeMs);
        Assert.AreEqual((Sample.Six + 1000, (long?)null, Sample.Six), (times[0], times[1], times[2]));
    }

    [TestMethod]
    public void Packages_and_boards_are_kept()
    {
        using ResultStore store = ResultStore.Open(StorePath);
        store.Add(new ResultBatch { Packages = new Dictionary<string, byte[]> { ["89abcdef"] = [1, 2, 3] }, Board = new BoardEntry(ulong.MaxValue, "field-7", null, "1.0", 5) });
        store.Add(new ResultBatch { Packages = new Dictionary<string, byte[]> { ["89abcdef"] = [9] }, Board = new BoardEntry(ulong.MaxValue, "field-8", "aa:bb", null, 6) });
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, store.PackageOf("89abcdef"));
        Assert.IsNull(store.PackageOf("00000000"));
        Assert.AreEqual(new BoardEntry(ulong.MaxValue, "field-8", "aa:bb", "1.0", 6), store.Boards().Single());
    }

    [TestMethod]
    public void Two_stores_can_have_the_file_open_at_once()
    {
        using ResultStore writer = ResultStore.Open(StorePath);
        using ResultStore reader = ResultStore.Open(StorePath);
        writer.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 1)] });
        Assert.HasCount(1, reader.Query(new ResultQuery()));
        reader.Add(new ResultBatch { Results = [Keyed(Sample.Report(1), 2)] });
        Assert.HasCount(2, writer.Query(new ResultQuery()));
    }

    [TestMethod]
    public void A_missing_folder_is_made()
    {
        string path = Path.Combine(_folder, "a", "b", "results.db");
        ResultStore.Open(path).Dispose();
        Assert.IsTrue(File.Exists(path));
    }

    [TestMethod]
    public void A_file_that_is_no_store_is_refused_and_left_alone()
    {
        byte[] text = [.. "time,soil1\n"u8, .. Enumerable.Repeat((byte)'x', 5000)];
        File.WriteAllBytes(StorePath, text);
        CheckRefused("this is no results store");
        CollectionAssert.AreEqual(text, File.ReadAllBytes(StorePath));
    }

    [TestMethod]
    public void A_database_of_another_program_is_refused()
    {
        Run("CREATE TABLE photos (id INTEGER)");
        CheckRefused("this is the database of another program");
    }

    [TestMethod]
    public void A_store_of_a_newer_program_is_refused()
    {
        ResultStore.Open(StorePath).Dispose();
        Run("PRAGMA user_version = 3");
        CheckRefused("the results store has version 3 and this program knows 2; update nanobatch");
    }

    [TestMethod]
    public void A_damaged_store_is_an_error_never_a_crash()
    {
        using (ResultStore store = ResultStore.Open(StorePath))
        {
            store.Add(new ResultBatch { Results = Enumerable.Range(0, 500).Select(i => (Result)Keyed(Sample.Report(i), i)).ToArray() });
        }

        byte[] good = File.ReadAllBytes(StorePath);
        int refused = 0;
        for (int at = 100; at < good.Length; at += 1009)
        {
            byte[] bad = (byte[])good.Clone();
            Array.Fill(bad, (byte)0xA5, at, Math.Min(200, bad.Length - at));
            File.WriteAllBytes(StorePath, bad);
            try
            {
                using ResultStore store = ResultStore.Open(StorePath);
                store.Query(new ResultQuery());
                store.StoredRanges(1);
                store.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 9999)] });
            }
            catch (ResultStoreException e)
            {
                refused++;
                Assert.StartsWith(StorePath + ": error ", e.Message);
            }
        }

        Assert.IsGreaterThan(10, refused);
    }

    [TestMethod]
    public void A_folder_in_place_of_the_file_is_an_error()
    {
        Directory.CreateDirectory(StorePath);
        CheckRefused("the results store cannot be opened");
    }

    private void CheckRefused(string reason)
    {
        ResultStoreException e = Assert.ThrowsExactly<ResultStoreException>(() => ResultStore.Open(StorePath).Dispose());
        Assert.StartsWith($"{StorePath}: error {reason}", e.Message);
        Assert.EndsWith(".", e.Message);
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Check(ResultStore store, ResultQuery query, params long[] sequences) =>
        CollectionAssert.AreEqual(sequences, Reports(store.Query(query)).Select(report => report.Seq).ToArray(), query.ToString());

    private static IEnumerable<ReportResult> Reports(IReadOnlyList<StoredResult> stored) => stored.Select(item => item.Result).OfType<ReportResult>();

    private static T Keyed<T>(T result, long record)
        where T : Result => Keyed(result, 1, record);

    private static T Keyed<T>(T result, ulong epoch, long record)
        where T : Result => (T)(result with { Epoch = epoch, Record = record });
}
