using System;
using System.Linq;
using System.Security.Cryptography;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

/// <summary>Records as the board's own runtime writes them, decoded to results.</summary>
[TestClass]
public sealed class RecordDecoderTests
{
    private const long UtcMs = 1736000000000;

    private static byte[] Irrigation { get; } = new PackageSketch { JobName = "irrigation", Version = 3 }.Sample(10000, "soil1", "soil2")
        .Every(60000, 0x80, (byte)Aggregate.Mean, PackageSketch.Last(Aggregate.Count), 0x81, (byte)Aggregate.Hist | 0x80, 32, 0xC0 + 42, 10, 4, 0x40, (byte)Opcode.Field,
            (byte)Opcode.FieldItems, 1, 2, 0x40, (byte)Opcode.Constant, 32, (byte)Opcode.Divide, (byte)Opcode.Field, (byte)Opcode.Report,
            0x40, (byte)Opcode.Constant, 82, (byte)Opcode.Less, (byte)Opcode.Alert)
        .Names(["wet", string.Empty, "bins", "never", "dry"], 5, 6).Build();

    private static string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Irrigation))[..8];

    [TestMethod]
    public void A_report_and_an_alert_come_out_as_the_board_meant_them()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            sim.Board.SetClock(UtcMs, ClockQuality.Network, 0);
            Deploy(sim, 0);
            simulation.Pass(60000);
            sim.Counts = channel => channel == 0 ? 2500 : 100;      // 25 %: below 50 once the minute's mean has fallen
            simulation.Pass(120000);
        });
        DecodedRecords decoded = new RecordDecoder(SimulatedBoard.Epoch, "field-7").Decode(board.Records);
        Assert.HasCount(0, decoded.Faults);
        Assert.AreEqual(1, decoded.Packages.Count);
        Assert.IsTrue(decoded.Packages.ContainsKey(Digest));
        CollectionAssert.AreEqual(Irrigation, decoded.Packages[Digest]);

        // The first due time after the clock was set is the next full minute: 40 s on.
        ReportResult[] reports = [.. decoded.Results.OfType<ReportResult>()];
        Assert.HasCount(3, reports);
        ReportResult report = reports[1];
        Assert.AreEqual(("irrigation", 3, 1, 1L, "field-7"), (report.Job, report.Version, report.Task, report.Seq, report.Board));
        Assert.AreEqual(UtcMs + 100000, report.TimeMs);
        Assert.AreEqual((100000L, 1L, SimulatedBoard.Epoch), (report.MonotonicMs, report.Boot, report.Epoch));
        Assert.AreEqual(Digest, report.Digest);
        Assert.AreEqual(60m, report.WindowSeconds);
        var six = new NamedValues<long>(("soil1", 6), ("soil2", 6));
        Assert.IsTrue(six.Equals(report.Expected), "the sampling instants of a minute");
        Assert.AreEqual(six, report.Counts);
        Assert.AreEqual(1L, report.CalibrationRevision);
        CollectionAssert.AreEqual(new[] { "wet", "count_soil1", "bins", "never" }, report.Fields.Select(field => field.Key).ToArray());
        Assert.AreEqual(FieldValue.Of(6), report.Fields[1].Value);
        Assert.AreEqual(FieldKind.Bins, report.Fields[2].Value.Kind);
        Assert.AreEqual(6L, report.Fields[2].Value.Bins.Sum());
        Assert.AreEqual(FieldValue.Null, report.Fields[3].Value);
        AlertResult alert = decoded.Results.OfType<AlertResult>().Single();
        Assert.AreEqual(("irrigation", 1, "dry", true, "raised"), (alert.Job, alert.Task, alert.Alert, alert.IsRaised, alert.State));
        Assert.AreEqual(decoded.Results.OfType<ReportResult>().Last(sent => sent.Record < alert.Record).TimeMs, alert.TimeMs);
        CollectionAssert.AreEqual(decoded.Results.OrderBy(result => result.Record).ToArray(), decoded.Results.ToArray());
        Assert.AreEqual(board.Records.Count, decoded.Results.Count + decoded.Others.Count);
    }

    [TestMethod]
    public void One_record_at_a_time_gives_what_all_at_once_give()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            sim.Board.SetClock(UtcMs, ClockQuality.Manual, 0);
            Deploy(sim, 0);
            simulation.Pass(3600000);
        });
        var oneByOne = new RecordDecoder(1);
        Result[] single = [.. board.Records.SelectMany(record => oneByOne.Decode(record).Results)];
        CollectionAssert.AreEqual(new RecordDecoder(1).Decode(board.Records).Results.ToArray(), single);
        Assert.HasCount(60, single.OfType<ReportResult>().ToArray());
    }

    [TestMethod]
    public void Results_before_the_clock_is_known_are_dated_within_a_batch_and_later_by_their_boots_origin()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            Deploy(sim, 0);
            simulation.Pass(130000);
            sim.Board.SetClock(UtcMs, ClockQuality.Network, simulation.Time.NowMs);
            simulation.Pass(60000);
        });
        DecodedRecords whole = new RecordDecoder(1).Decode(board.Records);
        long[] times = [.. whole.Results.OfType<ReportResult>().Take(3).Select(report => report.TimeMs!.Value)];
        CollectionAssert.AreEqual(new[] { UtcMs - 130000, UtcMs - 70000, UtcMs - 10000 }, times);

        var decoder = new RecordDecoder(1);
        int sync = board.Records.ToList().FindIndex(record => record[2] == (byte)RecordType.ClockSync);
        DecodedRecords early = decoder.Decode([.. board.Records.Take(sync)]);
        Assert.IsTrue(early.Results.All(result => result.TimeMs is null && result.MonotonicMs is not null && result.Boot == 1));
        Assert.HasCount(0, early.Origins);
        DecodedRecords late = decoder.Decode([.. board.Records.Skip(sync)]);
        CollectionAssert.AreEqual(new[] { new BootOrigin(1, UtcMs - 130000, 130000) }, late.Origins.ToArray());
        Assert.IsTrue(late.Results.All(result => result.TimeMs is not null));
    }

    [TestMethod]
    public void A_boot_without_a_clock_stays_undated_beside_one_that_has_it()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            sim.Board.SetClock(UtcMs, ClockQuality.Network, 0);
            Deploy(sim, 0);
            simulation.Pass(60000);
            sim.Restart(simulation.Time.NowMs);
            simulation.Pass(120000);
        });
        DecodedRecords decoded = new RecordDecoder(1).Decode(board.Records);
        Assert.IsTrue(decoded.Results.Where(result => result.Boot == 1).All(result => result.TimeMs is not null));
        Result[] second = [.. decoded.Results.Where(result => result.Boot == 2)];
        Assert.IsGreaterThan(0, second.Length);
        Assert.IsTrue(second.All(result => result.TimeMs is null));
    }

    [TestMethod]
    public void After_a_step_of_the_clock_each_result_has_the_time_that_its_board_had()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            sim.Board.SetClock(UtcMs, ClockQuality.Manual, 0);
            Deploy(sim, 0);
            simulation.Pass(50000);
            sim.Board.SetClock(UtcMs + 3590000, ClockQuality.Network, simulation.Time.NowMs);
            simulation.Pass(60000);
        });
        long[] times = [.. new RecordDecoder(1).Decode(board.Records).Results.OfType<ReportResult>().Select(report => report.TimeMs!.Value)];
        Assert.AreEqual(UtcMs + 3640000, times[^1]);
        Assert.IsTrue(times.All(time => time % 60000 == 0), "a time of the other clock would be 10 s off");
    }

    [TestMethod]
    public void Without_its_package_a_report_still_decodes()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            Deploy(sim, 0);
            sim.Counts = _ => 2999;
            simulation.Pass(120000);
        });
        byte[][] outcomes = [.. board.Records.Where(record => record[2] is (byte)RecordType.Report or (byte)RecordType.Alert)];
        var decoder = new RecordDecoder(1);
        DecodedRecords decoded = decoder.Decode(outcomes);
        Assert.HasCount(0, decoded.Faults);
        Assert.IsFalse(decoder.Knows(Digest));
        ReportResult report = decoded.Results.OfType<ReportResult>().First();
        Assert.AreEqual(("job-" + Digest, 0), (report.Job, report.Version));
        CollectionAssert.AreEqual(new[] { "t1f1", "t1f2", "t1f3", "t1f4" }, report.Fields.Select(field => field.Key).ToArray());
        CollectionAssert.AreEqual(new[] { "c1", "c2" }, report.Counts.Select(count => count.Key).ToArray());
        Assert.AreEqual("t1a1", decoded.Results.OfType<AlertResult>().First().Alert);

        Assert.IsTrue(decoder.AddPackage(Irrigation));
        Assert.AreEqual("irrigation", decoder.Decode(outcomes).Results[0].Job);
        Assert.IsFalse(decoder.AddPackage([1, 2, 3]));
    }

    [TestMethod]
    public void Histograms_of_a_thousand_bins_come_out()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            sim.Counts = channel => channel * 250;
            Deploy(sim, 0, PackageCases.Histograms(2).Build());
            simulation.Pass(120000);
        });
        ReportResult report = new RecordDecoder(1).Decode(board.Records).Results.OfType<ReportResult>().Last();
        Assert.AreEqual(32, report.Fields.Count);
        Assert.IsTrue(report.Fields.All(field => field.Value is { Kind: FieldKind.Bins, Bins.Count: 32 }));
        Assert.AreEqual(32, report.Fields.Select(field => field.Key).Distinct().Count(), "names are keys");
    }

    [TestMethod]
    public void Every_flip_of_one_bit_and_every_truncation_is_a_fault_and_never_a_result()
    {
        byte[] report = AnyReport();
        var decoder = new RecordDecoder(1);
        for (int bit = 0; bit < report.Length * 8; bit++)
        {
            byte[] hurt = [.. report];
            hurt[bit / 8] ^= (byte)(1 << (bit % 8));
            DecodedRecords decoded = decoder.Decode(hurt);
            Assert.AreEqual((0, 0, 1), (decoded.Results.Count, decoded.Others.Count, decoded.Faults.Count), $"bit {bit}");
        }

        for (int length = 0; length < report.Length; length++)
        {
            Assert.HasCount(1, decoder.Decode(report[..length]).Faults, $"cut at {length}");
        }

        Assert.AreEqual((report.Length * 8) + report.Length, decoder.FaultCount);
    }

    [TestMethod]
    public void Random_payloads_of_every_type_under_a_good_checksum_never_crash()
    {
        int seed = TestSeed.Draw(13);
        var random = new Random(seed);
        byte[] report = AnyReport();
        var decoder = new RecordDecoder(1);
        decoder.AddPackage(Irrigation);
        int faults = 0;
        for (int round = 0; round < 50000; round++)
        {
            byte[] payload = report[RecordSizes.Header..^RecordSizes.Crc];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            }

            payload = payload[..random.Next(payload.Length + 1)];
            byte[] record = Seal((RecordType)random.Next(16), payload, (uint)round + 1);
            DecodedRecords decoded = decoder.Decode(record);
            faults += decoded.Faults.Count;
            Assert.AreEqual(1, decoded.Results.Count + decoded.Others.Count, $"seed {seed} round {round}");
            foreach (Result result in decoded.Results)
            {
                Assert.IsTrue(result.TimeMs is null or (>= 0 and <= 253402300799999), $"seed {seed} round {round}");
            }
        }

        Assert.IsGreaterThan(1000, faults);
        Assert.IsGreaterThan(1000, decoder.UnknownTypeCount);
    }

    [TestMethod]
    public void Dropped_ranges_and_unknown_types_are_told()
    {
        byte[] dropped = Seal(RecordType.Dropped, [5, 0, 0, 0, 9, 0, 0, 0, 2], 10);
        byte[] unknown = Seal((RecordType)99, [1, 2, 3], 11);
        var decoder = new RecordDecoder(7);
        DecodedRecords decoded = decoder.Decode([dropped, unknown]);
        Assert.AreEqual(new DroppedRecords(5, 9, DropReason.CutOff), decoded.Dropped.Single());
        Assert.AreEqual(decoded.Dropped.Single(), RecordDecoder.DroppedOf(decoded.Others[0]), "the same, read back from a results store");
        Assert.IsNull(RecordDecoder.DroppedOf(decoded.Others[1]));
        Assert.AreEqual(1, decoder.UnknownTypeCount);
        CollectionAssert.AreEqual(new[] { 10L, 11L }, decoded.Others.Select(other => other.Number).ToArray());
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, decoded.Others[1].Payload.ToArray());
        ResultBatch batch = decoded.ToBatch(new BoardEntry(7, "field-7", null, null, 0));
        Assert.AreEqual((2, "field-7"), (batch.Others.Count, batch.Board?.Id));
    }

    private static byte[] AnyReport()
    {
        SimulatedBoard board = RunBoard((simulation, sim) =>
        {
            Deploy(sim, 0);
            simulation.Pass(60000);
        });
        return board.Records.Last(record => record[2] == (byte)RecordType.Report);
    }

    private static SimulatedBoard RunBoard(Action<Simulation.Simulation, SimulatedBoard> body)
    {
        var board = new SimulatedBoard();
        body(new Simulation.Simulation(board), board);
        return board;
    }

    private static void Deploy(SimulatedBoard board, long nowMs, byte[]? package = null)
        => Assert.AreEqual(PackageStatus.Accepted, board.Board.Deploy([.. package ?? Irrigation], false, 0, nowMs, out _));

    private static byte[] Seal(RecordType type, byte[] payload, uint number)
    {
        byte[] record = new byte[RecordSizes.Header + payload.Length + RecordSizes.Crc];
        payload.CopyTo(record, RecordSizes.Header);
        new RecordHeader { PayloadLength = payload.Length, Type = type, Record = number, Boot = 1, TimeMs = 1000 }.Seal(record, 0, new ByteWriter([]));
        return record;
    }
}
