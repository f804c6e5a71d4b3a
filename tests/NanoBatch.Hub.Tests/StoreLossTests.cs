using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices;
using NanoBatch.Hub.Tests.Support;
using NanoBatch.Mqtt;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Results;
using NanoBatch.Results.Tests;

namespace NanoBatch.Hub.Tests;

/// <summary>A store that takes nothing for a while, or not everything: nothing is acknowledged that is not in it, and nothing is lost or doubled when it is back.</summary>
[TestClass]
public sealed class StoreLossTests
{
    private const string Ack = "nb/1/field-7/ack";
    private const string Live = "nb/1/field-7/live";

    private static readonly byte[] s_head = DeliverySample.Message(0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2));

    private string _folder = string.Empty;

    private string StorePath => Path.Combine(_folder, "results.db");

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("nanobatch-loss-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task A_store_that_is_locked_stops_acknowledging_and_recovers_by_itself()
    {
        await using TestHub hub = await TestHub.StartAsync(store: StoreAddress.OfFile(StorePath, new SqliteLimits { WaitSeconds = 1 }));
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", Ack);
        using (ResultStore other = ResultStore.Open(StorePath))
        {
            // A writer that does not end, as good as a disk that does not answer; the hub gives up on it and tries again.
            other.InTransaction(() =>
            {
                board.PublishAsync(Live, s_head).GetAwaiter().GetResult();
                hub.Log.LineAsync("Nothing is acknowledged until it works").GetAwaiter().GetResult();
                Assert.IsEmpty(board.On(Ack));
                return 0;
            });
        }

        await board.HearAsync(Ack);
        await hub.Log.LineAsync("works again");
        await board.PublishAsync(Live, DeliverySample.Message(2, DeliverySample.Report(3, 0)));
        await board.HearAsync(Ack, 2);
        CollectionAssert.AreEqual(new long[] { 0 }, hub.Reports(DeliverySample.Epoch));
    }

    [TestMethod]
    public async Task A_full_disk_stops_acknowledging_and_recovers_by_itself_once_there_is_room()
    {
        int pages = 24;
        await using TestHub hub = await TestHub.StartAsync(store: StoreAddress.OfFile(StorePath, new SqliteLimits { PagesMax = () => pages }));
        await using FieldBoard board = await FieldBoard.StartAsync(new OfHub(hub));
        await using DeviceClient client = await board.OpenAsync();
        int runs = await RunUntilAsync(client, () => hub.Log.Lines.Any(line => line.Contains("the disk is full", StringComparison.Ordinal)));
        int stored = hub.Reports(77).Length;
        BoardStatus held = await client.InfoAsync(default);
        Assert.IsGreaterThan(0, stored, "the disk was full from the start");
        Assert.IsGreaterThan(held.AcknowledgedTo, held.NextRecord - 1, "the board keeps what is not stored");
        Assert.AreEqual(stored, hub.Reports(77).Length, "nothing comes in while there is no room");
        pages = 10_000;
        await hub.Log.LineAsync("works again");
        await EmbeddedHubTests.Until(hub, _ => hub.Reports(77).Length >= runs);
        for (BoardStatus now = held; now.AcknowledgedTo < held.NextRecord - 1;)
        {
            now = await client.InfoAsync(default);
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, runs).Select(seq => (long)seq).ToArray(), hub.Reports(77));
    }

    /// <summary>The same with the tool's own process on a file system of one megabyte that somebody else fills.</summary>
    [TestMethod]
    public async Task A_file_system_that_is_full_stops_acknowledging_until_somebody_makes_room()
    {
        string[] wrapper = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=1m none \"$0\" && exec \"$@\"", _folder];
        await using var hub = new HubProcess(BrokerSetup.Open, StorePath, wrapper);
        await StartOrSkipAsync(hub);
        string inside = $"/proc/{hub.Id}/root{_folder}";
        await using FieldBoard board = await FieldBoard.StartAsync(hub);
        await using DeviceClient client = await board.OpenAsync();
        int runs = await RunUntilAsync(client, () => true);
        Fill(Path.Combine(inside, "ballast"));
        runs += await RunUntilAsync(client, () => hub.Log.Any(line => line.Contains("Nothing is acknowledged until it works", StringComparison.Ordinal)));
        Assert.Contains(": error the disk is full; make room", string.Join('\n', hub.Log));
        BoardStatus held = await client.InfoAsync(default);
        Assert.IsGreaterThan(held.AcknowledgedTo, held.NextRecord - 1, "the board keeps what is not stored");
        File.Delete(Path.Combine(inside, "ballast"));
        await hub.LineAsync("works again");
        for (BoardStatus now = held; now.AcknowledgedTo < held.NextRecord - 1;)
        {
            now = await client.InfoAsync(default);
        }

        // Another file system's file has to be read on this one: nobody writes any more.
        foreach (string file in Directory.GetFiles(inside, "results.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, runs).Select(seq => (long)seq).ToArray(), Stored.Reports(StoreAddress.OfFile(StorePath), 77));
    }

    /// <summary>Deliveries that no store takes come first, so that every transaction of the others meets them.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3, DisplayName = "as many as make the collector think that the store is lost")]
    [DataRow(7)]
    public async Task A_delivery_that_the_store_refuses_does_not_stop_the_others(int refused)
    {
        await using TestHub hub = await TestHub.StartAsync(store: StoreAddress.OfFile(StorePath));
        Run($"CREATE TRIGGER refuse BEFORE INSERT ON record WHEN NEW.record BETWEEN 100 AND {99 + refused} BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", Ack);
        byte[][] bad = [.. Enumerable.Range(0, refused).Select(i => DeliverySample.Message((uint)(99 + i), DeliverySample.Report((uint)(100 + i), 100 + i)))];
        byte[][] good = [s_head, .. Enumerable.Range(0, 20).Select(i => DeliverySample.Message((uint)(2 + i), DeliverySample.Report((uint)(3 + i), i)))];
        foreach (byte[] message in (byte[][])[.. bad, .. good])
        {
            await board.PublishAsync(Live, message);
        }

        await EmbeddedHubTests.Until(hub, _ => hub.Reports(DeliverySample.Epoch).Length == 20);
        await hub.Log.LineAsync("refused (Unstorable) field-7: the store takes other deliveries and not this one");
        await HearAllAsync(board, 22, acknowledged => acknowledged.Max() == 22);

        // The board sends them again; once somebody has mended the store they go in, too.
        Run("DROP TRIGGER refuse");
        foreach (byte[] message in bad)
        {
            await board.PublishAsync("nb/1/field-7/past", message);
        }

        await HearAllAsync(board, 22 + refused, acknowledged => acknowledged.Max() == 99 + refused);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 20).Concat(Enumerable.Range(100, refused)).Select(seq => (long)seq).ToArray(), hub.Reports(DeliverySample.Epoch));
    }

    [TestMethod]
    public async Task A_queue_that_is_full_refuses_what_comes_and_takes_it_later()
    {
        await using TestHub hub = await TestHub.StartAsync(
            options => options with
            {
                Listen = new ListenOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
                Collector = options.Collector with { QueueMax = 4, GroupMax = 2 },
            },
            StoreAddress.OfFile(StorePath));
        Run("CREATE TRIGGER refuse BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'not now'); END");
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", Ack);
        byte[][] messages = [s_head, .. Enumerable.Range(0, 9).Select(i => DeliverySample.Message((uint)(2 + i), DeliverySample.Report((uint)(3 + i), i)))];
        int taken = 0;
        foreach (byte[] message in messages)
        {
            taken += await board.MayPublishAsync(Live, message) ? 1 : 0;
        }

        Assert.IsTrue(taken is >= 4 and <= 6, $"{taken} were taken");       // four wait, and up to two are in the collector's hands
        await hub.Log.LineAsync("refused (QueueFull) field-7: the store is too slow or gone; the board sends again");
        Assert.IsEmpty(board.On(Ack));
        Run("DROP TRIGGER refuse");
        foreach (byte[] message in messages)
        {
            while (!await board.MayPublishAsync(Live, message))
            {
                // The answer comes from the hub: it is busy with what waited.
            }
        }

        await HearAllAsync(board, 11, acknowledged => acknowledged.Max() == 11);
        CollectionAssert.AreEqual(Enumerable.Range(0, 9).Select(seq => (long)seq).ToArray(), hub.Reports(DeliverySample.Epoch));
    }

    /// <summary>More boards than queue and window hold, while the store takes nothing: each is heard in the end, though none sends again and the session lasts.</summary>
    [TestMethod]
    public async Task A_queue_that_is_full_holds_another_broker_back_and_leaves_nothing_behind()
    {
        await using TestBroker broker = await TestBroker.StartAsync(TestBroker.Mosquitto);
        await using TestHub hub = await TestHub.StartAsync(
            options => options with
            {
                Broker = new BrokerOptions { Address = broker.Address, ClientId = "hub-1" },
                Collector = options.Collector with { QueueMax = 4, GroupMax = 2 },
            },
            StoreAddress.OfFile(StorePath));
        Run("CREATE TRIGGER refuse BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'not now'); END");
        await using Probe boards = await Probe.ConnectAsync(broker.Address, "boards", "nb/1/+/ack");
        for (int b = 0; b < BrokerRoad.ReceiveMax + 100; b++)
        {
            await boards.PublishAsync($"nb/1/b{b}/live", s_head);
        }

        await hub.Log.LineAsync("Nothing is acknowledged until it works");
        Run("DROP TRIGGER refuse");
        await boards.PublishAsync("nb/1/last/live", s_head);
        await boards.HearAsync("nb/1/last/ack");
        Assert.DoesNotContain("QueueFull", string.Join('\n', hub.Log.Lines));
        for (int b = 0; b < BrokerRoad.ReceiveMax + 100; b++)
        {
            Assert.HasCount(1, await boards.HearAsync($"nb/1/b{b}/ack"), $"board {b}");
        }
    }

    /// <summary>Deploys where that is missing, and runs the job, one report a run, until a condition holds; at least once.</summary>
    private static async Task<int> RunUntilAsync(DeviceClient client, Func<bool> holds)
    {
        await client.DeployAsync(FieldBoard.Package, false, 0, null, default);
        long before = (await client.InfoAsync(default)).RunCount;
        int runs = 0;
        do
        {
            await client.RunAsync("bed", default);
            runs++;
            while ((await client.InfoAsync(default)).RunCount < before + runs)
            {
                // Each answer is an event; the run takes a few steps of the board.
            }
        }
        while (!holds());
        return runs;
    }

    /// <summary>Waits until so many records, and these, are acknowledged.</summary>
    private static async Task HearAllAsync(Probe board, int count, Func<uint[], bool> holds)
    {
        for (int heard = 1; ; heard++)
        {
            byte[][] answers = await board.HearAsync(Ack, heard);
            uint[] records = [.. answers.SelectMany(DeliverySample.Acknowledged).Distinct()];
            if (records.Length == count && holds(records))
            {
                return;
            }
        }
    }

    private static async Task StartOrSkipAsync(HubProcess hub)
    {
        try
        {
            await hub.StartOnFreePortAsync();
        }
        catch (Exception e) when (e is BrokerDidNotStartException or System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive("no file system of a test's own can be mounted here (unshare, mount): " + e.Message);
        }
    }

    /// <summary>Writes until there is no room for another byte.</summary>
    private static void Fill(string path)
    {
        using FileStream ballast = File.Create(path, 1);
        for (int block = 64 * 1024; block > 0; block /= 16)
        {
            try
            {
                while (true)
                {
                    ballast.Write(new byte[block]);
                }
            }
            catch (IOException)
            {
                // Full for blocks of this size.
            }
        }
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
