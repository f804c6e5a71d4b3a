using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Cli;
using NanoBatch.Devices;
using NanoBatch.EndToEnd.Tests.Application;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Tests;

namespace NanoBatch.EndToEnd.Tests;

/// <summary>Goal: the device's application serves the tool over its serial port. Method: its own threads in real time, a pseudo-terminal, the real commands.</summary>
[TestClass]
public sealed class ApplicationSerialTests
{
    private const string Job = "job field\nsample soil every 100ms keep 60 samples\non demand report n = count(soil), l = last(soil)\nevery 5s report mean(soil)\n";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(false, DisplayName = "as fast as it goes")]
    [DataRow(true, DisplayName = "at 115 200 baud, with a driver that drops its whole buffer")]
    public async Task Info_deploy_run_results_and_remove_work(bool isSlow)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int seed = TestSeed.Draw(41);
        using var hardware = new HostHardware(isSlow, seed);
        Provision(hardware.Store);
        hardware.Start();
        if (isSlow)
        {
            await FloodAsync(hardware);
        }

        string folder = Directory.CreateTempSubdirectory("nanobatch-serial").FullName;
        try
        {
            string job = Path.Combine(folder, "field.job");
            await File.WriteAllTextAsync(job, Job, TestContext.CancellationToken);
            string context = $"seed {seed}";
            Assert.Contains("field-7", await RunAsync(folder, context, "info", "--to", hardware.Address));
            Assert.Contains("field", await RunAsync(folder, context, "deploy", job, "--to", hardware.Address));
            Assert.Contains("field", await RunAsync(folder, context, "jobs", "--to", hardware.Address));
            Assert.Contains("\"l\":2000", await ResultsAsync(folder, context, hardware.Address), context);
            await RunAsync(folder, context, "remove", "field", "--to", hardware.Address);
            Assert.AreEqual("[]", (await RunAsync(folder, context, "jobs", "--json", "--to", hardware.Address)).Trim(), context);
            Assert.IsFalse(hardware.HasRestarted, context);
            Console.WriteLine($"{hardware.DropCount} whole buffers dropped");
            Assert.AreEqual(isSlow, hardware.DropCount > 0, context);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Asks for a run and collects, until a run came after the first sample.</summary>
    private async Task<string> ResultsAsync(string folder, string context, string address)
    {
        string results = "";
        for (int i = 0; i < 50 && !results.Contains("\"l\":2000", StringComparison.Ordinal); i++)
        {
            await RunAsync(folder, context, "run", "field", "--to", address);
            results += await RunAsync(folder, context, "results", "--take", "--format", "json", "--to", address);
        }

        return results;
    }

    private async Task<string> RunAsync(string folder, string context, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment { Out = output, Error = error, Variable = name => name == "NANOBATCH_HOME" ? folder : null };
        int code = await CliHost.RunAsync(arguments, environment, TestContext.CancellationToken);
        Assert.AreEqual(0, code, $"{string.Join(' ', arguments)} ({context})\n{output}\n{error}");
        return output.ToString();
    }

    /// <summary>More bytes than the driver holds while the board does not come to its line: the driver drops them all, and the next command works.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private async Task FloodAsync(HostHardware hardware)
    {
        hardware.IsUnread = true;
        await using IByteTransport transport = TransportFactory.Create(BoardAddress.Parse(hardware.Address), null, TimeProvider.System);
        await transport.ConnectAsync(TestContext.CancellationToken);
        byte[] flood = new byte[6000];
        Array.Fill(flood, (byte)0x55);
        await transport.WriteAsync(flood, TestContext.CancellationToken);
        while (hardware.DropCount == 0)
        {
            TestContext.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        hardware.IsUnread = false;
    }

    private static void Provision(IStore store)
    {
        var table = new ChannelTable();
        table.Add(new BoardChannel { Name = "soil" });
        byte[] channels = new byte[ChannelTable.RecordBytesMax];
        var profile = new ProfileRecord { BoardId = "field-7", Channels = channels[..table.WriteRecord(channels)], LedPin = ProfileRecord.NoPin };
        byte[] record = new byte[ProfileLimits.RecordBytesMax];
        Assert.IsTrue(new ProfileFile(store).Save(record, ProfileCodec.Write(profile, record)));
    }
}
