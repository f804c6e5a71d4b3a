using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A provisioned board with a job on a simulated machine, and what tests ask about it.</summary>
internal sealed class Site : IDisposable
{
    public const string BoardId = "field-7";
    public const string Job = "job j\nsample soil every 1s keep 600 samples\nevery 5s report n = count(soil), l = last(soil)";

    // Status, next line, boot, uptime, clock quality, board time.
    private const int LogHead = 1 + 4 + 4 + 6 + 1 + 6;

    private readonly int _seed;

    public Site(string? job = Job, Action<ProfileRecord>? profile = null, int seed = 4711)
    {
        _seed = seed;
        Hardware = new SimulatedHardware(seed);
        ProfileRecord record = Profile();
        profile?.Invoke(record);
        Provision(record);
        if (job is not null)
        {
            Deploy(job, record);
        }
    }

    public SimulatedHardware Hardware { get; }

    public SimulatedMachine Machine => Hardware.SimulatedMachine;

    public SimulatedNetwork Network => Hardware.Network;

    public long NowMs => Machine.ElapsedMs;

    /// <summary>Reports that the hub has.</summary>
    public List<BoardEvent> Reports => [.. RecordLog.Events(Network.Records).Where(e => !e.IsAlert)];

    /// <summary>Channels soil (counts) and supply (1 to 5 V over all counts), Wi-Fi, broker.</summary>
    public static ProfileRecord Profile() => new()
    {
        BoardId = BoardId,
        Target = "ESP32_REV3",
        Channels = Table(),
        WifiName = "field",
        WifiPassword = "password",
        BrokerHost = "broker.test",
        LedPin = ProfileRecord.DefaultPin,
    };

    public static byte[] Table()
    {
        var table = new ChannelTable();
        table.Add(new BoardChannel { Name = "soil", AdcInput = 0 });
        table.Add(new BoardChannel { Name = "supply", AdcInput = 1, Unit = "V", Calibration = Calibration.TryCreate([0, 4000], [1, 5], 2) });
        table.Add(new BoardChannel { Name = "air", AdcInput = 2 });
        byte[] bytes = new byte[ChannelTable.RecordBytesMax];
        return bytes[..table.WriteRecord(bytes)];
    }

    /// <summary>Bytes of a profile.</summary>
    public static byte[] Bytes(ProfileRecord profile)
    {
        byte[] bytes = new byte[ProfileLimits.RecordBytesMax];
        int length = ProfileCodec.Write(profile, bytes);
        Assert.IsGreaterThan(0, length);
        return bytes[..length];
    }

    public void RunFor(double seconds) => Machine.RunFor((long)(seconds * 1000));

    public void Provision(ProfileRecord profile)
    {
        byte[] bytes = Bytes(profile);
        Assert.AreEqual(ProfileStatus.Accepted, ProfileFile.Check(bytes, bytes.Length));
        Assert.IsTrue(new ProfileFile(Hardware.Store).Save(bytes, bytes.Length));
    }

    /// <summary>Waits until the hub has so many reports more.</summary>
    /// <returns>Milliseconds that it took.</returns>
    public long AwaitReports(int more, int limitMs)
    {
        long startMs = NowMs;
        int goal = Reports.Count + more;
        while (Reports.Count < goal)
        {
            Assert.IsLessThan(startMs + limitMs, NowMs, $"{Reports.Count} reports of {goal} after {limitMs} ms (seed {_seed})\n{Describe()}");
            RunFor(1);
        }

        return NowMs - startMs;
    }

    /// <summary>Deploys over the cable.</summary>
    /// <returns>The reply's status.</returns>
    public byte Upload(byte[] package)
    {
        byte[] digest = System.Security.Cryptography.SHA256.HashData(package);
        SimulatedSerial serial = Hardware.Serial!;
        Assert.AreEqual((byte)0, serial.Ask(MessageType.BeginUpload, [.. BitConverter.GetBytes((ushort)package.Length), .. digest])![0]);
        for (int at = 0; at < package.Length; at += 200)
        {
            byte[] part = package[at..Math.Min(package.Length, at + 200)];
            Assert.AreEqual((byte)0, serial.Ask(MessageType.UploadChunk, [.. BitConverter.GetBytes((ushort)at), .. part])![0]);
        }

        return serial.Ask(MessageType.Activate, [.. digest, 0, 0])![0];
    }

    /// <summary>Provisions over the cable.</summary>
    /// <returns>The last reply's status.</returns>
    public byte ProvisionOverCable(ProfileRecord profile) => CommitProvision(profile)[0];

    /// <summary>Provisions over the cable.</summary>
    /// <returns>The last reply.</returns>
    public byte[] CommitProvision(ProfileRecord profile)
    {
        byte[] record = Bytes(profile);
        byte[] crc = record[^ProfileCodec.Crc..];
        SimulatedSerial serial = Hardware.Serial!;
        Assert.AreEqual((byte)0, serial.Ask(MessageType.BeginProvision, [.. BitConverter.GetBytes((ushort)record.Length), .. crc])![0]);
        for (int at = 0; at < record.Length; at += 200)
        {
            byte[] part = record[at..Math.Min(record.Length, at + 200)];
            Assert.AreEqual((byte)0, serial.Ask(MessageType.ProvisionChunk, [.. BitConverter.GetBytes((ushort)at), .. part])![0]);
        }

        return serial.Ask(MessageType.CommitProvision, crc)!;
    }

    /// <summary>Epoch of the board's store.</summary>
    public ulong Epoch()
    {
        byte[] hello = Hardware.Serial!.Ask(MessageType.Hello, ProtocolVersion.Major, ProtocolVersion.Minor)!;
        int at = 9;
        at += 1 + hello[at] + 6;
        return BitConverter.ToUInt64(hello, at);
    }

    /// <summary>The board's log, read over its serial link.</summary>
    public string Log()
    {
        var text = new StringBuilder();
        uint from = 1;
        for (int i = 0; i < 40; i++)
        {
            byte[]? reply = Hardware.Serial?.Ask(MessageType.ReadLog, BitConverter.GetBytes(from));
            if (reply is null || reply.Length < LogHead || reply[0] != 0)
            {
                break;
            }

            uint next = BitConverter.ToUInt32(reply, 1);
            for (int at = LogHead; at < reply.Length;)
            {
                int length = reply[at + 11];
                text.AppendLine(Encoding.UTF8.GetString(reply, at + 12, length));
                at += 12 + length;
            }

            if (next == from)
            {
                break;
            }

            from = next;
        }

        return text.ToString();
    }

    public string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"t={NowMs} restarts={Machine.RestartCount} sessions={Network.Sessions.Count} up={Network.Live is not null} published={Network.Published.Count} ")
        + string.Join(", ", Machine.Threads.Select(t => $"{t.Name}:{(t.IsOver ? t.Death?.Message ?? "over" : "alive")}"));

    public void Dispose() => Hardware.Dispose();

    private void Deploy(string job, ProfileRecord profile)
    {
        var config = new BoardConfig { BoardId = BoardId, EpochSeed = 77, Channels = ChannelTable.TryRead(profile.Channels) };
        var board = new Board(config, Hardware.Adc, Hardware.Store, [], null, 0);
        Assert.AreEqual(PackageStatus.Accepted, board.Deploy(Jobs.Package(job), false, 0, 0, out _));
    }
}
