using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Mqtt;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Hub.Tests.Support;

/// <summary>A peer of a broker that does as its test says, well or badly.</summary>
internal sealed class Probe : IAsyncDisposable
{
    private readonly BrokerConnection _connection;
    private readonly List<BrokerMessage> _heard = [];
    private readonly Eventual _eventual = new();

    private Probe(BrokerOptions options)
    {
        _connection = new BrokerConnection(options, TimeProvider.System) { Received = Hear, Connected = _eventual.Happened };
    }

    public static Task<Probe> ConnectAsync(BrokerAddress address, string id, params string[] filters) => ConnectAsync(address, id, BrokerCredentials.None, filters);

    public static async Task<Probe> ConnectAsync(BrokerAddress address, string id, BrokerCredentials credentials, params string[] filters)
    {
        var probe = new Probe(new BrokerOptions
        {
            Address = address,
            ClientId = id,
            Credentials = credentials,
            Reconnects = true,
            FirstWait = TimeSpan.FromMilliseconds(50),
            LongestWait = TimeSpan.FromMilliseconds(500),
        });
        try
        {
            await probe._connection.ConnectAsync(filters, CancellationToken.None);
            return probe;
        }
        catch
        {
            await probe.DisposeAsync();
            throw;
        }
    }

    public int Session => _connection.ConnectionNumber;

    public Task SessionAsync(int after) => _eventual.UntilAsync(() => _connection.ConnectionNumber > after, "another session");

    public Task<bool> PublishAsync(string topic, byte[] payload, bool isRetained = false) => _connection.PublishAsync(topic, payload, isRetained, CancellationToken.None);

    /// <summary>Publishes, and tells whether the broker took it.</summary>
    public async Task<bool> MayPublishAsync(string topic, byte[] payload, bool isRetained = false)
    {
        try
        {
            await PublishAsync(topic, payload, isRetained);
            return true;
        }
        catch (BrokerException e) when (e.Failure != BrokerFailure.Lost)
        {
            return false;
        }
    }

    public async Task<bool> MayListenAsync(string filter)
    {
        try
        {
            await _connection.SubscribeAsync([filter], CancellationToken.None);
            return true;
        }
        catch (BrokerException e) when (e.Failure != BrokerFailure.Lost)
        {
            return false;
        }
    }

    /// <summary>Waits for messages on a topic.</summary>
    /// <returns>All of them so far.</returns>
    public async Task<byte[][]> HearAsync(string topic, int count = 1)
    {
        await _eventual.UntilAsync(() => On(topic).Length >= count, $"{count} messages on {topic}");
        return On(topic);
    }

    public byte[][] On(string topic)
    {
        lock (_heard)
        {
            return [.. _heard.Where(message => message.Topic == topic).Select(message => message.Payload)];
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private Task Hear(BrokerMessage message)
    {
        lock (_heard)
        {
            _heard.Add(message);
        }

        _eventual.Happened();
        return Task.CompletedTask;
    }
}
