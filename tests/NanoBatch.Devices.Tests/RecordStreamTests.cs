using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class RecordStreamTests
{
    private static CancellationToken None => CancellationToken.None;

    [TestMethod]
    public void Reports_of_the_greatest_length_come_whole_and_in_order()
    {
        var board = new SimulatedBoard { Counts = channel => 200 * channel };
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(PackageCases.Histograms(2).Build(), false, 0, null, None);
            simulation.Pass(600000);
            List<byte[]> read = await ReadAsync(client, 1);
            Assert.AreEqual(Text(board.Records), Text(read));
            Assert.IsGreaterThan(1000, read.Max(record => record.Length), "a report of 1024 bins needs many frames");
            Assert.AreEqual(Text(board.Records.Skip(4)), Text(await ReadAsync(client, 5)));
            Assert.AreEqual(Text(board.Records.Skip(2).Take(3)), Text(await ReadAsync(client, 3, 3)));
            Assert.HasCount(0, await ReadAsync(client, 1, 0));
            Assert.HasCount(0, await ReadAsync(client, board.Board.Ledger.NextRecord));
            Assert.HasCount(0, await ReadAsync(client, uint.MaxValue));
        });
    }

    [TestMethod]
    public void Reading_can_be_left_and_taken_up_again() => Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, simulation) =>
    {
        await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
        simulation.Pass(60 * 60000);
        uint next = 1;
        await foreach (byte[] record in client.ReadRecordsAsync(1, int.MaxValue, None))
        {
            next = BitConverter.ToUInt32(record, 4) + 1;
            if (next == 40)
            {
                break;
            }
        }

        Assert.AreEqual(61L, (await client.InfoAsync(None)).RunCount, "what was on its way does not disturb the next request");
        Assert.AreEqual(40u, BitConverter.ToUInt32((await ReadAsync(client, next))[0], 4));
    });

    [TestMethod]
    public void Numbers_that_the_board_no_longer_has_are_passed_over_and_acknowledged_ones_are_dropped()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
            simulation.Pass(600 * 60000);
            List<byte[]> all = await ReadAsync(client, 1);
            uint last = BitConverter.ToUInt32(all[^1], 4);
            Assert.AreEqual(last, await client.AcknowledgeAsync(client.Identity.Epoch, [new RecordSpan(1, last)], None));
            BoardStatus status = await client.InfoAsync(None);
            Assert.AreEqual(last, status.AcknowledgedTo);
            Assert.IsGreaterThan(1u, status.FirstRecord, "whole segments are gone");
            List<byte[]> rest = await ReadAsync(client, 1);
            Assert.AreEqual(status.FirstRecord, BitConverter.ToUInt32(rest[0], 4));
            Assert.AreEqual(Text(board.Records.Skip((int)status.FirstRecord - 1)), Text(rest));
        });
    }

    [TestMethod]
    public void A_full_board_leaves_a_hole_that_reading_passes()
    {
        var board = new SimulatedBoard(configure: config => config.LedgerBytesMax = 24 * 1024);
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
            simulation.Pass(1000 * 60000);
            Assert.IsGreaterThan(0, (await client.InfoAsync(None)).DroppedCount);
            List<byte[]> before = await ReadAsync(client, 1);
            Assert.AreEqual(Text(board.Records), Text(before));
            uint last = BitConverter.ToUInt32(before[^1], 4);
            await client.AcknowledgeAsync(client.Identity.Epoch, [new RecordSpan(1, last)], None);
            simulation.Pass(100 * 60000);
            List<byte[]> after = await ReadAsync(client, last + 1);
            Assert.AreEqual(Text(board.Records.Skip(before.Count)), Text(after));
            Assert.IsGreaterThan(last + 1, BitConverter.ToUInt32(after[0], 4), "the dropped reports had numbers");
            Assert.Contains(record => record[2] == (byte)RecordType.Dropped, after);
        });
    }

    [TestMethod]
    public void Acknowledgements_are_taken_in_any_order_up_to_the_first_hole() => Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, simulation) =>
    {
        await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
        simulation.Pass(200 * 60000);
        ulong epoch = client.Identity.Epoch;
        Assert.AreEqual(0u, await client.AcknowledgeAsync(epoch, [], None));
        Assert.AreEqual(0u, await client.AcknowledgeAsync(epoch, [new RecordSpan(2, 9)], None));
        Assert.AreEqual(9u, await client.AcknowledgeAsync(epoch, [new RecordSpan(4, 9), new RecordSpan(1, 3), new RecordSpan(11, 20)], None));
        RecordSpan[] many = [.. Enumerable.Range(10, 100).Reverse().Select(n => new RecordSpan((uint)n, (uint)n))];
        Assert.AreEqual(109u, await client.AcknowledgeAsync(epoch, many, None), "more ranges than one request holds");
        BoardRefusedException e = await Expect.ThrowsAsync<BoardRefusedException>(() => client.AcknowledgeAsync(epoch + 1, [new RecordSpan(1, 150)], None));
        Assert.AreEqual(ReplyStatus.WrongEpoch, e.Reply);
        Assert.AreEqual(109u, (await client.InfoAsync(None)).AcknowledgedTo);
    });

    [TestMethod]
    public void A_store_that_was_wiped_under_the_reader_is_a_mismatch()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            board.Store.Wipe();
            board.Config.EpochSeed = 99;
            board.Restart(simulation.Time.NowMs);
            DeviceMismatchException e = await Expect.ThrowsAsync<DeviceMismatchException>(() => ReadAsync(client, 1));
            Assert.AreEqual(5, e.ExitCode);
        });
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(7)]
    public void A_lost_frame_is_asked_for_again(int every)
    {
        var board = new SimulatedBoard { Counts = channel => 200 * channel };
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(PackageCases.Histograms(2).Build(), false, 0, null, None);
            simulation.Pass(300000);
            await client.PauseAsync("bins", None);
            int frames = 0;
            var hurt = new HashSet<string>();
            board.Line.ToClient.Filter = bytes => ++frames % every == 0 && hurt.Add(Convert.ToHexString(bytes.AsSpan(6, bytes.Length - 12))) ? null : bytes;
            Assert.AreEqual(Text(board.Records), Text(await ReadAsync(client, 1)));
            Assert.IsGreaterThan(3, hurt.Count);
        }, new DeviceClientOptions { FirstRequestId = 1, Attempts = 40 });
    }

    [TestMethod]
    public void The_memory_of_a_report_on_change_with_a_thousand_bins_is_a_record_like_any_other()
    {
        byte[] scan = [(byte)Opcode.Each, 0x0F, (byte)Aggregate.Hist | 0x80, 32, 0xC0 + 39 + 3, 10, 32];
        byte[] package = new PackageSketch { JobName = "bins" }.SampleRange(10000, "soil", 1, 16, 12)
            .Every(60000, [.. scan, .. scan, (byte)Opcode.ReportRule, ReportFlags.OnChange | ReportFlags.AllItems, 33]).Build();
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(package, false, 0, null, None);
            for (int round = 1; round <= 3; round++)
            {
                board.Counts = channel => 200 * (channel + round);
                simulation.Pass(60000);
            }

            Assert.AreEqual(Text(board.Records), Text(await ReadAsync(client, 1)));
            uint next = board.Board.Ledger.NextRecord;
            int reports = board.Records.Count(record => record[2] == (byte)RecordType.Report);
            Assert.IsGreaterThan(2, reports);
            board.Restart(simulation.Time.NowMs);
            Assert.IsGreaterThanOrEqualTo(next, board.Board.Ledger.NextRecord, "no number is given twice");
            simulation.Pass(120000);
            Assert.AreEqual(Text(board.Records), Text(await ReadAsync(client, 1)));
        });
    }

    private static async Task<List<byte[]>> ReadAsync(DeviceClient client, uint from, int count = int.MaxValue)
    {
        var records = new List<byte[]>();
        await foreach (byte[] record in client.ReadRecordsAsync(from, count, None))
        {
            records.Add(record);
        }

        return records;
    }

    private static string Text(IEnumerable<byte[]> records) => string.Join('\n', records.Select(Convert.ToHexString));
}
