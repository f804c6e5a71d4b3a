using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Results.Tests;

/// <summary>What every results store does, whichever database is behind it.</summary>
public abstract class StoreContract
{
    /// <summary>A store that is empty when a test begins.</summary>
    protected abstract StoreAddress Address { get; }

    [TestMethod]
    public void What_is_stored_reads_back_to_the_same_value()
    {
        Result[] results = [Sample.Full(), Keyed(Sample.Alert(), 13), Keyed(Sample.Report(), 14) with { Task = 2 },
            Keyed(Sample.Alert(false, null), ulong.MaxValue, long.MaxValue)];
        using (ResultStore store = ResultStore.Open(Address))
        {
            Assert.AreEqual(4, store.Add(new ResultBatch { Results = results }));
        }

        using ResultStore again = ResultStore.Open(Address);
        CollectionAssert.AreEquivalent(results, again.Query(new ResultQuery()).Select(stored => stored.Result).ToArray());
    }

    [TestMethod]
    public void A_result_counts_once_however_often_it_comes()
    {
        using ResultStore store = ResultStore.Open(Address);
        var batch = new ResultBatch { Results = [Keyed(Sample.Report(), 1), Keyed(Sample.Report(1), 2)], Others = [new LedgerRecord(1, 3, 9, [1, 2])] };
        Assert.AreEqual(3, store.Add(batch));
        Assert.AreEqual(0, store.Add(batch));
        Assert.AreEqual(1, store.Add(batch with { Results = [Keyed(Sample.Report(5), 2), Keyed(Sample.Report(), 2, 1)] }));
        CollectionAssert.AreEqual(new long[] { 0, 0, 1 }, Reports(store.Query(new ResultQuery())).Select(report => report.Seq).Order().ToArray());
    }

    [TestMethod]
    public void A_batch_with_a_result_without_key_stores_nothing()
    {
        using ResultStore store = ResultStore.Open(Address);
        Assert.ThrowsExactly<ArgumentException>(() => store.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 1), Sample.Report()] }));
        Assert.IsEmpty(store.Query(new ResultQuery()));
    }

    [TestMethod]
    public void Results_come_in_time_order_tasks_in_file_order_alerts_after_their_report()
    {
        using ResultStore store = ResultStore.Open(Address);
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
        using ResultStore store = ResultStore.Open(Address);
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
        Assert.AreEqual(Sample.Six + 1, store.NewestMs(new ResultQuery()));
        Assert.AreEqual(Sample.Six, store.NewestMs(new ResultQuery { Board = "a" }));
        Assert.IsNull(store.NewestMs(new ResultQuery { Job = "other" }), "it has no time");
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
        using ResultStore store = ResultStore.Open(Address);
        LedgerRecord[] others = records.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => new LedgerRecord(9, text[0] - '0', 1, [])).ToArray();
        store.Add(new ResultBatch { Others = [.. others, new LedgerRecord(8, 4, 1, [])] });
        Assert.AreEqual(expected, string.Join(' ', store.StoredRanges(9).Select(range => FormattableString.Invariant($"{range.First}-{range.Last}"))));
    }

    [TestMethod]
    public void A_clock_record_dates_the_results_of_its_boot_alone()
    {
        using ResultStore store = ResultStore.Open(Address);
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
        using ResultStore store = ResultStore.Open(Address);
        store.Add(new ResultBatch { Packages = new Dictionary<string, byte[]> { ["89abcdef"] = [1, 2, 3] }, Board = new BoardEntry(ulong.MaxValue, "field-7", null, "1.0", 5) });
        store.Add(new ResultBatch { Packages = new Dictionary<string, byte[]> { ["89abcdef"] = [9] }, Board = new BoardEntry(ulong.MaxValue, "field-8", "aa:bb", null, 6) });
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, store.PackageOf("89abcdef"));
        Assert.IsNull(store.PackageOf("00000000"));
        Assert.AreEqual(new BoardEntry(ulong.MaxValue, "field-8", "aa:bb", "1.0", 6), store.Boards().Single());
    }

    [TestMethod]
    public void Two_stores_can_have_the_file_open_at_once()
    {
        using ResultStore writer = ResultStore.Open(Address);
        using ResultStore reader = ResultStore.Open(Address);
        writer.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 1)] });
        Assert.HasCount(1, reader.Query(new ResultQuery()));
        reader.Add(new ResultBatch { Results = [Keyed(Sample.Report(1), 2)] });
        Assert.HasCount(2, writer.Query(new ResultQuery()));
    }

    [TestMethod]
    public void A_transaction_that_throws_leaves_nothing()
    {
        using ResultStore store = ResultStore.Open(Address);
        Assert.ThrowsExactly<TimeoutException>(() => store.InTransaction<int>(() =>
        {
            store.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 1)] });
            throw new TimeoutException();
        }));
        Assert.IsEmpty(store.Query(new ResultQuery()));
        Assert.AreEqual(1, store.Add([new ResultBatch { Results = [Keyed(Sample.Report(), 1)] }, new ResultBatch { Results = [Keyed(Sample.Report(), 1)] }]));
    }

    [TestMethod]
    public void Of_news_about_a_board_the_newest_stays_and_numbers_rise()
    {
        using ResultStore store = ResultStore.Open(Address);
        var board = new BoardEntry(7, "field-7", null, "1.0", 100)
        {
            Presence = BoardPresence.Online,
            StatusMs = 100,
            Quality = ClockQuality.Network,
            NextRecord = 50,
            AcknowledgedTo = 10,
        };
        store.Add(new ResultBatch { Board = board });
        BoardEntry older = board with { SeenMs = 50, StatusMs = 50, Presence = BoardPresence.Offline, NextRecord = 40, AcknowledgedTo = 5, Build = null, Quality = null };
        store.Add(new ResultBatch { Board = older });
        CheckBoard(store, board);
        store.Add(new ResultBatch { Board = new BoardEntry(7, "field-7", "aa", null, 200) { NextRecord = 60, Delivered = new RecordRange(13, 20) } });
        CheckBoard(store, board with { Mac = "aa", SeenMs = 200, NextRecord = 60 });
        store.Add(new ResultBatch { Board = new BoardEntry(7, "field-7", null, null, 200) { Delivered = new RecordRange(9, 20) } });
        CheckBoard(store, board with { Mac = "aa", SeenMs = 200, NextRecord = 60, AcknowledgedTo = 20 });
        Assert.AreEqual(39, store.Boards().Single().Backlog);
        Assert.IsTrue(store.NotePresence("field-7", BoardPresence.Asleep, 300));
        Assert.IsFalse(store.NotePresence("field-8", BoardPresence.Asleep, 300));
        Assert.AreEqual(BoardPresence.Asleep, store.Boards().Single().Presence);
        store.NotePresence("field-7", BoardPresence.Online, 400);
        Assert.AreEqual(1, store.NoteAllGone(500));
        Assert.AreEqual(BoardPresence.Offline, store.Boards().Single().Presence);
    }

    [TestMethod]
    public void Of_words_on_a_job_and_an_alert_the_last_one_counts_in_whatever_order_they_come()
    {
        using ResultStore store = ResultStore.Open(Address);
        AlertResult Alert(bool isRaised, long record) => Keyed(Sample.Alert(isRaised), 7, record) with { Digest = "89abcdef" };
        JobStateEntry Job(long record, JobState state, string digest = "89abcdef") => new(7, record, "irrigation", digest, state);
        store.Add(new ResultBatch { Jobs = [Job(3, JobState.Confirmed), Job(2, JobState.Trial)], Results = [Alert(true, 5), Alert(false, 4)] });
        Assert.AreEqual(Job(3, JobState.Confirmed), store.Jobs().Single());
        Assert.AreEqual(Sample.Six + 900_000, store.ActiveAlerts().Single().SinceMs);
        store.Add(new ResultBatch { Results = [Alert(false, 6)] });
        Assert.IsEmpty(store.ActiveAlerts());
        store.Add(new ResultBatch { Results = [Alert(true, 7)], Jobs = [Job(8, JobState.Removed)] });
        Assert.IsEmpty(store.ActiveAlerts(), "of a job that is gone");
        Assert.IsEmpty(store.Jobs());
    }

    private static void CheckBoard(ResultStore store, BoardEntry expected) => Assert.AreEqual(expected, store.Boards().Single());

    private static void Check(ResultStore store, ResultQuery query, params long[] sequences) =>
        CollectionAssert.AreEqual(sequences, Reports(store.Query(query)).Select(report => report.Seq).ToArray(), query.ToString());

    private static IEnumerable<ReportResult> Reports(IReadOnlyList<StoredResult> stored) => stored.Select(item => item.Result).OfType<ReportResult>();

    protected static T Keyed<T>(T result, long record)
        where T : Result => Keyed(result, 1, record);

    private static T Keyed<T>(T result, ulong epoch, long record)
        where T : Result => (T)(result with { Epoch = epoch, Record = record });
}
