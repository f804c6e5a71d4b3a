using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Hub.Tests.Support;
using NanoBatch.Results.Tests;

namespace NanoBatch.Hub.Tests;

/// <summary>What an operator sees of a hub: metrics as Prometheus reads them, and a log that a flood does not fill.</summary>
[TestClass]
public sealed class WatchingTests
{
    /// <summary>Alone: what all hubs of one process count comes under the same names.</summary>
    [TestMethod]
    [DoNotParallelize]
    public async Task Metrics_are_served_and_count_what_came()
    {
        await using TestHub hub = await StartAsync();
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
        byte[] message = DeliverySample.Message(0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2), DeliverySample.Report(3, 0));
        await board.PublishAsync("nb/1/field-7/live", message);
        await board.HearAsync("nb/1/field-7/ack");
        await board.PublishAsync("nb/1/field-7/past", message);
        await board.HearAsync("nb/1/field-7/ack", 2);
        await board.MayPublishAsync("weather/today", [1]);
        string page = await PageAsync(hub.Options.Metrics!);
        string[] expected =
        [
            "nanobatch_messages_total{kind=\"live\"} 1", "nanobatch_messages_total{kind=\"past\"} 1", "nanobatch_records_total{outcome=\"stored\"} 3",
            "nanobatch_records_total{outcome=\"duplicate\"} 3", "nanobatch_refusals_total{cause=\"foreign_topic\"} 1", "nanobatch_connections 1", "nanobatch_queue_messages 0",
            "nanobatch_commit_duration_seconds_count", "nanobatch_commit_messages_count",
        ];
        string[] missing = [.. expected.Where(line => !page.Contains(line, StringComparison.Ordinal))];
        Assert.IsEmpty(missing, string.Join('\n', missing) + "\n\n" + page);
    }

    [TestMethod]
    public void A_flood_of_refusals_is_counted_whole_and_logged_in_part()
    {
        using var metrics = new HubMetrics();
        var log = new LineLog();
        var clock = new StoppedClock();
        var refusals = new RefusalLog(metrics, log, clock);
        for (int i = 0; i < RefusalLog.LinesMax + 15; i++)
        {
            refusals.Note(RefusalCause.Malformed, "field-7", "line\r\nof \u001b[31m another");
        }

        refusals.Note(RefusalCause.Login, "field-8", "its own allowance");
        Assert.HasCount(RefusalLog.LinesMax + 1, log.Lines);
        Assert.AreEqual("Warning: refused (Malformed) field-7: line??of ?[31m another", log.Lines[0]);
        clock.Ticks += 10 * clock.TimestampFrequency;
        refusals.Note(RefusalCause.Malformed, "field-7", "again");
        CollectionAssert.AreEqual(
            new[] { "Warning: refused (Malformed) 15 more that are not listed", "Warning: refused (Malformed) field-7: again" }, log.Lines[^2..]);
        Assert.AreEqual(RefusalLog.LinesMax + 17, metrics.RefusedCount);
    }

    /// <summary>A hub with metrics; their port has to be known before, so that somebody else may have taken it.</summary>
    private static async Task<TestHub> StartAsync()
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await TestHub.StartAsync(
                    options => options with { Listen = new ListenOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }, Metrics = FreeEndPoint() }, null);
            }
            catch (HubException) when (tries < 5)
            {
                // Taken between our look and the hub's.
            }
        }
    }

    private static IPEndPoint FreeEndPoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static async Task<string> PageAsync(IPEndPoint endPoint)
    {
        using var client = new HttpClient();
        string page = await client.GetStringAsync(new Uri($"http://{endPoint}/metrics"));
        return page.Replace("{}", string.Empty, StringComparison.Ordinal);      // no label, written with or without braces
    }
}
