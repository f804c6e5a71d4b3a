using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Mqtt;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Results;

namespace NanoBatch.Hub.Tests.Support;

/// <summary>A hub of a test with its store, on its own broker or on a test's.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly CollectorOptions s_quick = new() { Linger = TimeSpan.Zero, FirstWait = TimeSpan.FromMilliseconds(20), LongestWait = TimeSpan.FromMilliseconds(100) };

    private readonly string? _folder;
    private readonly HubService _service;

    private TestHub(HubOptions options, string? folder, TimeProvider time)
    {
        Options = options;
        _folder = folder;
        _service = new HubService(options, Log, time);
    }

    public HubOptions Options { get; }

    public LineLog Log { get; } = new();

    public HubMetrics Metrics => _service.Metrics;

    public BrokerAddress Address => BrokerAddress.Of("127.0.0.1", _service.EndPoint!.Port, Options.Listen?.Certificate is not null);

    /// <summary>With a broker of its own.</summary>
    public static Task<TestHub> StartAsync(Func<ListenOptions, ListenOptions>? with = null, StoreAddress? store = null, TimeProvider? time = null)
    {
        var listen = new ListenOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) };
        return StartAsync(options => options with { Listen = with is null ? listen : with(listen) }, store, time);
    }

    /// <summary>With a test's broker.</summary>
    public static Task<TestHub> StartAsync(TestBroker broker, StoreAddress? store = null, string id = "hub-1", BrokerCredentials? credentials = null) => StartAsync(
        options => options with
        {
            Broker = new BrokerOptions
            {
                Address = broker.Address,
                ClientId = id,
                Credentials = credentials ?? BrokerCredentials.None,
                FirstWait = TimeSpan.FromMilliseconds(50),
                LongestWait = TimeSpan.FromMilliseconds(500),
            },
        },
        store);

    public static async Task<TestHub> StartAsync(Func<HubOptions, HubOptions> with, StoreAddress? store, TimeProvider? time = null)
    {
        string? folder = store is null ? Directory.CreateTempSubdirectory("nanobatch-hub-").FullName : null;
        var options = new HubOptions { Store = store ?? StoreAddress.OfFile(Path.Combine(folder!, "results.db")), Collector = s_quick };
        var hub = new TestHub(with(options), folder, time ?? TimeProvider.System);
        try
        {
            await hub._service.StartAsync(CancellationToken.None);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sequence numbers of the reports of an epoch, in record order.</summary>
    public long[] Reports(ulong epoch) => Stored.Reports(Options.Store, epoch);

    public IReadOnlyList<BoardSummary> Boards() => Stored.Boards(Options.Store);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
