using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Mqtt.Tests.Conformance;

/// <summary>The virtual board's bus, over MQTTnet's client, on a broker.</summary>
internal sealed class NetBusBench : IBusBench
{
    private const string Board = "field-7";
    private const string Stem = Topics.DefaultPrefix + "/" + Board + "/";

    private readonly TestBroker _broker;
    private readonly MqttNetBus _bus;
    private readonly Eventual _eventual = new();
    private readonly HashSet<BrokerMessage> _taken = [];
    private TestClient? _other;

    public NetBusBench(TestBroker broker)
    {
        _broker = broker;
        _bus = new MqttNetBus(broker.Address, BrokerCredentials.None, new Topics(), Board, TimeProvider.System) { Arrived = _eventual.Happened };
    }

    public IMessageBus Bus => _bus;

    public async Task ConnectAsync()
    {
        _other = await TestClient.ConnectAsync(_broker, "suite", Stem + "#");
        await _bus.ConnectAsync(CancellationToken.None);
    }

    public async Task CutAsync()
    {
        int session = _other!.Session;
        int number = _bus.ConnectionNumber;
        await _broker.KillAsync();
        await UntilAsync(() => _bus.ConnectionNumber != number, "the loss");
        await _broker.StartAsync();
        await _other.SessionAsync(session);
        _other.Forget();
    }

    public Task SendAsync(string tail, byte[] payload) => _other!.PublishAsync(Stem + tail, payload);

    public Task UntilAsync(Func<bool> holds, string what) => _eventual.UntilAsync(holds, what);

    public async Task<(string Tail, byte[] Payload)> NextAsync()
    {
        BrokerMessage message = await _other!.HearAsync(m => !m.Topic.EndsWith("/status", StringComparison.Ordinal) && !IsOwn(m) && !_taken.Contains(m), "a message of the board");
        _taken.Add(message);
        return (message.Topic[Stem.Length..], message.Payload);
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.DisposeAsync();
        if (_other is not null)
        {
            await _other.DisposeAsync();
        }

        await _broker.DisposeAsync();
    }

    internal static bool IsOwn(BrokerMessage message) => message.Topic.StartsWith(Stem + "req/", StringComparison.Ordinal) || message.Topic == Stem + "ack";
}
