using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Esp32.Tests.Fakes;

namespace NanoBatch.Esp32.Tests;

/// <summary>The time client over a loopback socket.</summary>
[TestClass]
public sealed class SntpClientTests
{
    private const long UtcMs = (3988310400L - 2208988800L) * 1000;

    public TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(0, 100, UtcMs + 50, DisplayName = "half the way there and back is added")]
    [DataRow(1, 100, UtcMs + 100, DisplayName = "a stray answer is skipped")]
    [DataRow(1, 5000, 0L, DisplayName = "not for ever")]
    public async Task Asks(int strays, int clockStepMs, long expectedMs)
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Task answering = AnswerAsync(server, strays, TestContext.CancellationToken);
        var client = new SntpClient(new FakeMachine(clockStepMs), ((IPEndPoint)server.Client.LocalEndPoint).Port);
        Assert.AreEqual(expectedMs, client.Ask("127.0.0.1"));
        await answering;
    }

    private static async Task AnswerAsync(UdpClient server, int strays, CancellationToken cancel)
    {
        UdpReceiveResult request = await server.ReceiveAsync(cancel);
        for (int i = 0; i < strays; i++)
        {
            await server.SendAsync(NtpPacketTests.Answer(3988310400, 0, high: 1), request.RemoteEndPoint, cancel);
        }

        await server.SendAsync(NtpPacketTests.Answer(3988310400, 0, 0x89ABCDEF, 0x89ABCDEF), request.RemoteEndPoint, cancel);
    }
}
