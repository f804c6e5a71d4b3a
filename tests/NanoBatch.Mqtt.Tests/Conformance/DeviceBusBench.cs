using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using NanoBatch.Application;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Runtime;

namespace NanoBatch.Mqtt.Tests.Conformance;

/// <summary>The device's own bus, topics and inbox, with this side's client in place of the device's library, on a broker.</summary>
internal sealed class DeviceBusBench : IBusBench
{
    private const string Board = "field-7";
    private const string Stem = NanoBatch.Mqtt.Topics.DefaultPrefix + "/" + Board + "/";

    private sealed class Wake(Action set) : IWakeSignal
    {
        public void Set() => set();

        public void Wait(int milliseconds) => throw new NotSupportedException("nobody waits here");
    }

    private readonly TestBroker _broker;
    private readonly MqttBus _bus;
    private readonly TopicNames _topics = new(NanoBatch.Mqtt.Topics.DefaultPrefix, Board);
    private readonly Eventual _eventual = new();
    private readonly Channel<bool> _toSend = Channel.CreateUnbounded<bool>();
    private readonly HashSet<BrokerMessage> _taken = [];
    private readonly Task _sending;
    private BrokerConnection? _connection;
    private TestClient? _other;
    private int _token;

    public DeviceBusBench(TestBroker broker)
    {
        _broker = broker;
        _bus = new MqttBus(new Wake(() => _toSend.Writer.TryWrite(true)), new Wake(_eventual.Happened));
        _sending = SendAsync();
    }

    public IMessageBus Bus => _bus;

    public async Task ConnectAsync()
    {
        _other = await TestClient.ConnectAsync(_broker, "suite", Stem + "#");
        await OpenAsync();
    }

    public async Task CutAsync()
    {
        int session = _other!.Session;
        await _broker.KillAsync();
        await UntilAsync(() => _bus.ConnectionNumber == 0, "the loss");
        await _broker.StartAsync();
        await _other.SessionAsync(session);
        _other.Forget();
        await OpenAsync();
    }

    public Task SendAsync(string tail, byte[] payload) => _other!.PublishAsync(Stem + tail, payload);

    public Task UntilAsync(Func<bool> holds, string what) => _eventual.UntilAsync(holds, what);

    public async Task<(string Tail, byte[] Payload)> NextAsync()
    {
        BrokerMessage message = await _other!.HearAsync(m => !NetBusBench.IsOwn(m) && !_taken.Contains(m), "a message of the board");
        _taken.Add(message);
        return (message.Topic[Stem.Length..], message.Payload);
    }

    public async ValueTask DisposeAsync()
    {
        _toSend.Writer.TryComplete();
        await _sending;
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (_other is not null)
        {
            await _other.DisposeAsync();
        }

        await _broker.DisposeAsync();
    }

    /// <summary>A session as the device's network thread opens one: used once and thrown away.</summary>
    private async Task OpenAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        int token = _bus.NewToken();
        var inbox = new SessionInbox(_bus, _topics, token);
        _connection = new BrokerConnection(new BrokerOptions { Address = _broker.Address, ClientId = Board }, TimeProvider.System)
        {
            Received = message =>
            {
                inbox.Arrived(message.Topic, message.Payload);
                return Task.CompletedTask;
            },
            Lost = _ =>
            {
                _bus.Close(token);
                _eventual.Happened();
            },
        };
        await _connection.ConnectAsync(_topics.Subscriptions, CancellationToken.None);
        Volatile.Write(ref _token, token);
        _bus.Open(token);
    }

    private async Task SendAsync()
    {
        await foreach (bool _ in _toSend.Reader.ReadAllAsync())
        {
            while (_bus.Take(Volatile.Read(ref _token), _topics, out string topic) is { } payload)
            {
                await _connection!.PublishAsync(topic, payload, false, CancellationToken.None);
                _eventual.Happened();
            }
        }
    }
}
