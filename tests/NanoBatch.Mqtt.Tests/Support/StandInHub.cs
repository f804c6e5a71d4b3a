using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;
using NanoBatch.Results;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>The hub's side of the road, with a store that lives as long as the test: stores, then acknowledges.</summary>
internal sealed class StandInHub : IDeliveryStore, IAsyncDisposable
{
    private readonly BrokerConnection _connection;
    private readonly Topics _topics = new();
    private readonly DeliveryReceiver _receiver;
    private readonly SortedDictionary<(ulong Epoch, uint Number), byte[]> _records = [];
    private readonly Eventual _eventual = new();

    private StandInHub(TestBroker broker)
    {
        _receiver = new DeliveryReceiver(this);
        var options = new BrokerOptions
        {
            Address = broker.Address,
            ClientId = "hub-1",
            AcknowledgesByHand = true,
            Reconnects = true,
            FirstWait = TimeSpan.FromMilliseconds(50),
        };
        _connection = new BrokerConnection(options, TimeProvider.System) { Received = TakeAsync };
    }

    /// <summary>Messages of live results, and of history.</summary>
    public int LiveCount { get; private set; }

    public int PastCount { get; private set; }

    /// <summary>Records that came twice.</summary>
    public long Duplicates => _receiver.Counters.Duplicates;

    public static async Task<StandInHub> StartAsync(TestBroker broker)
    {
        var hub = new StandInHub(broker);
        string[] filters = [hub._topics.Live(Topics.AnyBoard), hub._topics.Past(Topics.AnyBoard)];
        await hub._connection.ConnectAsync(filters.Select(filter => broker.CanShare ? Topics.Shared("hub", filter) : filter), CancellationToken.None);
        return hub;
    }

    /// <summary>Numbers of the reports of one epoch.</summary>
    public uint[] Reports(ulong epoch)
    {
        lock (_records)
        {
            return [.. _records.Where(r => r.Key.Epoch == epoch && r.Value[2] == (byte)RecordType.Report).Select(r => r.Key.Number)];
        }
    }

    public Task ReportsAsync(ulong epoch, int count) => _eventual.UntilAsync(() => Reports(epoch).Length >= count, $"{count} reports");

    /// <inheritdoc/>
    public int Store(IReadOnlyList<DeliveryBatch> batches)
    {
        lock (_records)
        {
            return batches.Sum(batch => batch.Records.Count(record => _records.TryAdd((batch.Epoch, record.Number), record.Bytes.ToArray())));
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TakeAsync(BrokerMessage message)
    {
        if (!_topics.TryParse(message.Topic, out TopicName topic))
        {
            return;
        }

        LiveCount += topic.Kind == TopicKind.Live ? 1 : 0;
        PastCount += topic.Kind == TopicKind.Past ? 1 : 0;
        byte[]? acknowledgement = _receiver.Receive(topic.Board, message.Payload);
        try
        {
            if (acknowledgement is not null)
            {
                await _connection.PublishAsync(_topics.Acknowledgement(topic.Board), acknowledgement, false, CancellationToken.None);
            }

            await message.AcknowledgeAsync(CancellationToken.None);
        }
        catch (BrokerException)
        {
            // The broker was killed: the board sends again.
        }

        _eventual.Happened();
    }
}
