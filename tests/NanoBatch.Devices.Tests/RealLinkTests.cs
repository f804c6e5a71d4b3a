using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Tests;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Devices.Tests;

/// <summary>The transports over the operating system's own sockets and terminals, with a virtual board behind them.</summary>
[TestClass]
public sealed class RealLinkTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public Task Tcp_carries_a_whole_session() => CheckSessionAsync(new TcpLink(new IPEndPoint(IPAddress.Loopback, 0)), "tcp://127.0.0.1:");

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public Task A_pseudo_terminal_carries_a_whole_session() => CheckSessionAsync(new PtyLink(), "serial:/dev/");

    [TestMethod]
    public async Task A_port_that_nobody_listens_on_is_unreachable()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        DeviceUnreachableException e = await OpenFailsAsync("tcp://127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture));
        Assert.Contains("refused", e.Message);
        Assert.Contains("listens", e.Help);
    }

    [TestMethod]
    public async Task A_far_end_that_hangs_up_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task hangUp = Task.Run(async () => (await listener.AcceptSocketAsync(TestContext.CancellationToken)).Dispose(), TestContext.CancellationToken);
        await OpenFailsAsync("tcp://" + listener.LocalEndpoint);
        await hangUp;
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("serial:/dev/no-such-port", "there is no serial port /dev/no-such-port")]
    [DataRow("serial:/etc/hostname", "serial port /etc/hostname")]
    [DataRow("serial:/dev/null", "serial port /dev/null")]
    public async Task A_path_that_is_no_port_is_unreachable(string address, string message)
    {
        DeviceUnreachableException e = await OpenFailsAsync(address);
        Assert.Contains(message, e.Message);
        Assert.IsGreaterThan(10, e.Help.Length);
    }

    private async Task<DeviceUnreachableException> OpenFailsAsync(string address)
        => await Assert.ThrowsExactlyAsync<DeviceUnreachableException>(
            () => DeviceClient.OpenAsync(BoardAddress.Parse(address), null, TimeProvider.System, TestContext.CancellationToken));

    private async Task CheckSessionAsync(HostLink link, string prefix)
    {
        var profile = new BoardProfile("field-7", null, [.. Enumerable.Range(1, 16).Select(i => new ChannelProfile(FormattableString.Invariant($"soil{i}"), 0, "raw", []))], 28672);
        using var host = new VirtualBoardHost(profile, new Steady(), new MemoryStore(), [link], BoardClockMode.Real, 1736000000000, long.MaxValue, 77, TimeProvider.System);
        host.Start();
        Assert.StartsWith(prefix, link.Address);
        byte[] package = new PackageSketch().Sample(100, "soil1").Every(100, 0x80, PackageSketch.Last(Aggregate.Mean), (byte)Opcode.ReportAll).Build();
        CancellationToken cancel = TestContext.CancellationToken;

        // Twice, as two commands of the tool: what the first leaves behind must not disturb the second.
        for (int session = 0; session < 2; session++)
        {
            await using DeviceClient client = await DeviceClient.OpenAsync(BoardAddress.Parse(link.Address), null, TimeProvider.System, cancel);
            Assert.AreEqual(("field-7", 77UL), (client.Identity.BoardId, client.Identity.Epoch));
            Assert.AreEqual(session == 0 ? DeployOutcome.Activated : DeployOutcome.Unchanged, await client.DeployAsync(package, false, 0, null, cancel));
            Assert.AreEqual("sketch", (await client.ListJobsAsync(cancel)).Single().Name);
            Assert.HasCount(16, (await client.ReadChannelsAsync(cancel)).Channels);
            var records = new List<byte[]>();
            await foreach (byte[] record in client.ReadRecordsAsync(1, 4, cancel))
            {
                records.Add(record);
            }

            Assert.IsGreaterThanOrEqualTo(4, records.Count);
            Assert.AreEqual(ClockQuality.Network, (await client.GetClockAsync(cancel)).Quality);
        }

        Assert.IsNull(host.Failure);
    }

    private sealed class Steady : ISignal
    {
        public int CountAt(int channel, long utcMs) => 1234;
    }
}
