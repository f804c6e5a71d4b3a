using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Text;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>A virtual board with one probe on a test's broker.</summary>
internal sealed class FieldBoard : IAsyncDisposable
{
    /// <summary>Each run that is asked for makes one report.</summary>
    public const string Job = "job bed\n\nsample soil1 every 1s\n\non demand over 1m\n    report mean(soil1), n = count(soil1)\n";

    private const long StartMs = 1_736_000_000_000;

    private sealed class Steady : ISignal
    {
        public int CountAt(int channel, long utcMs) => 2000;
    }

    private readonly VirtualBoardHost _host;
    private readonly List<string> _notes = [];
    private readonly Eventual _eventual = new();

    private FieldBoard(BrokerAddress broker, BrokerCredentials credentials, string id, IStore store, ulong epoch, HostLink? cable)
    {
        var profile = new BoardProfile(id, null, [new ChannelProfile("soil1", 0, "raw", [])], 28672);
        Bus = new MqttNetBus(broker, credentials, new Topics(), id, TimeProvider.System)
        {
            Note = text =>
            {
                lock (_notes)
                {
                    _notes.Add(text);
                }

                _eventual.Happened();
            },
        };
        _host = new VirtualBoardHost(profile, new Steady(), store, cable is null ? [] : [cable], BoardClockMode.Real, StartMs, long.MaxValue, epoch, TimeProvider.System, Bus);
        Address = BoardAddress.Parse(Bus.Address);
    }

    public MqttNetBus Bus { get; }

    public BoardAddress Address { get; }

    /// <summary>Package of <see cref="Job"/>.</summary>
    public static byte[] Package { get; } = Compile();

    public static async Task<FieldBoard> StartAsync(
        TestBroker broker, string id = "field-7", BrokerCredentials? credentials = null, IStore? store = null, ulong epoch = 77, HostLink? cable = null)
    {
        var board = new FieldBoard(broker.Address, credentials ?? BrokerCredentials.None, id, store ?? new MemoryStore(), epoch, cable);
        board._host.Start();
        try
        {
            await board.Bus.ConnectAsync(CancellationToken.None);
        }
        catch
        {
            await board.DisposeAsync();
            throw;
        }

        return board;
    }

    /// <summary>A client of the tool's kind.</summary>
    public Task<DeviceClient> OpenAsync(BrokerCredentials? credentials = null) => DeviceClient.OpenAsync(Address, credentials, null, TimeProvider.System, CancellationToken.None);

    /// <summary>The same for a board that may be on its way back from a loss.</summary>
    public async Task<DeviceClient> OpenPatientlyAsync()
    {
        using var limit = new CancellationTokenSource(Eventual.Deadline);
        while (true)
        {
            try
            {
                return await OpenAsync();
            }
            catch (DeviceUnreachableException)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Waits for a remark.</summary>
    public async Task<string> NoteAsync(string words)
    {
        string? found = null;
        await _eventual.UntilAsync(() =>
        {
            lock (_notes)
            {
                found = _notes.FirstOrDefault(note => note.Contains(words, StringComparison.Ordinal));
                return found is not null;
            }
        }, words);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        Assert.IsNull(_host.Failure);
        await Bus.DisposeAsync();
    }

    private static byte[] Compile()
    {
        CompileOutcome outcome = JobBuild.Build(SourceText.FromString("bed.job", Job));
        Assert.IsNotNull(outcome.Package, string.Join("\n", outcome.Diagnostics));
        return outcome.Package;
    }
}
