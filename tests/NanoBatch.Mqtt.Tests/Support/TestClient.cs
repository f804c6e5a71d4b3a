using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>A client of a test: publishes anything anywhere, and keeps what it hears.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private readonly BrokerConnection _connection;
    private readonly ConcurrentQueue<BrokerMessage> _heard = new();
    private readonly Eventual _eventual = new();

    private TestClient(TestBroker broker, string id)
    {
        var options = new BrokerOptions { Address = broker.Address, ClientId = id, FirstWait = TimeSpan.FromMilliseconds(50), Reconnects = true };
        _connection = new BrokerConnection(options, TimeProvider.System)
        {
            Received = Hear,
            Connected = _eventual.Happened,
            Lost = _ => _eventual.Happened(),
        };
    }

    public static async Task<TestClient> ConnectAsync(TestBroker broker, string id, params string[] filters)
    {
        var client = new TestClient(broker, id);
        await client._connection.ConnectAsync(filters, CancellationToken.None);
        return client;
    }

    public BrokerMessage[] Heard => [.. _heard];

    public Task PublishAsync(string topic, byte[] payload, bool isRetained = false) => _connection.PublishAsync(topic, payload, isRetained, CancellationToken.None);

    /// <summary>The first message, heard already or not, that the condition holds for.</summary>
    public async Task<BrokerMessage> HearAsync(Func<BrokerMessage, bool> isIt, string what)
    {
        await _eventual.UntilAsync(() => _heard.Any(isIt), what);
        return _heard.First(isIt);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Forget() => _heard.Clear();

    /// <summary>Waits for the next session, which comes by itself.</summary>
    public Task SessionAsync(int after) => _eventual.UntilAsync(() => _connection.ConnectionNumber > after, "another session");

    public int Session => _connection.ConnectionNumber;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private Task Hear(BrokerMessage message)
    {
        _heard.Enqueue(message);
        _eventual.Happened();
        return Task.CompletedTask;
    }
}
