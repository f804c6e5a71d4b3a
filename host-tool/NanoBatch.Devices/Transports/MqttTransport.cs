using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using NanoBatch.Mqtt;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>A board behind a broker: frames of requests go to <c>req/{client}</c>, those of replies come from <c>rep/{client}</c>, under a name drawn for this client.</summary>
/// <remarks>
/// Frames that are written while a message is on its way travel together in the next one. A broker that says that nobody listens ends the waiting at
/// once, with what the board's retained status tells; after the first reply that counts as a loss, and the request is tried again.
/// </remarks>
public sealed class MqttTransport : IByteTransport
{
    private const string Help = "Check that the board has power and its network, and is provisioned for this broker, id and topic prefix.";

    // More than a window of frames in either direction: beyond it the sender waits.
    private const int MessagesMax = 64;

    private static readonly TimeSpan s_statusWait = TimeSpan.FromSeconds(1);

    private readonly BoardAddress _address;
    private readonly Topics _topics;
    private readonly TimeProvider _time;
    private readonly string _client = "c" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly BrokerConnection _connection;
    private readonly Channel<byte[]> _received = Channel.CreateBounded<byte[]>(MessagesMax);
    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MessagesMax) { SingleReader = true });
    private readonly TaskCompletionSource _statusCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private ReadOnlyMemory<byte> _rest;
    private volatile StatusMessage? _status;
    private volatile bool _isAnswering;
    private volatile DeviceUnreachableException? _end;
    private Task _sending = Task.CompletedTask;
    private int _isClosed;

    /// <param name="address">Of kind <see cref="BoardAddressKind.Mqtt"/>.</param>
    /// <param name="credentials">For the broker.</param>
    /// <param name="time">For timeouts.</param>
    public MqttTransport(BoardAddress address, BrokerCredentials credentials, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        _address = address;
        _time = time;
        _topics = new Topics(address.TopicPrefix);
        _connection = new BrokerConnection(new BrokerOptions { Address = address.Broker!, Credentials = credentials, ClientId = _client }, time)
        {
            Received = TakeAsync,
            Lost = reason => End(Translate(reason)),
        };
    }

    /// <inheritdoc/>
    public string Name => _address.ToString();

    /// <summary>Messages that were no reply and no status, or too long for one: dropped.</summary>
    public int DroppedCount { get; private set; }

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        try
        {
            await _connection.ConnectAsync([_topics.Reply(_address.BoardId, _client), _topics.Status(_address.BoardId)], cancel);
        }
        catch (BrokerException e)
        {
            throw Translate(e);
        }

        _sending = SendAsync();
    }

    /// <inheritdoc/>
    public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        while (_rest.IsEmpty)
        {
            if (!await _received.Reader.WaitToReadAsync(cancel))
            {
                return 0;
            }

            if (_received.Reader.TryRead(out byte[]? message))
            {
                _rest = message;
            }
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, DeliveryFormat.ToBoardMax);
        try
        {
            await _outgoing.Writer.WriteAsync(bytes.ToArray(), cancel);
        }
        catch (ChannelClosedException e)
        {
            throw _end ?? new DeviceUnreachableException($"{Name} is not open", Help, e);
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync();
        _outgoing.Writer.TryComplete();
        await _sending;
        await _connection.DisposeAsync();
        _received.Writer.TryComplete();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    public DeviceUnreachableException Unanswered(string request)
        => new($"board '{_address.BoardId}' does not answer through {_address.Broker} (asked to {request}); {StatusWords()}", Help);

    private DeviceUnreachableException Absent()
        => new($"board '{_address.BoardId}' is not connected to {_address.Broker}; {StatusWords()}", Help);

    private string StatusWords()
    {
        if (_status is not { } status)
        {
            return "the broker knows no status of it";
        }

        string state = status.State switch
        {
            BoardPresence.Online => "online",
            BoardPresence.Asleep => "asleep",
            _ => "offline",
        };
        string when = status.UtcMs == 0
            ? "without a time"
            : "of " + DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(status.UtcMs, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"its last status is '{state}', {when}";
    }

    private static DeviceUnreachableException Translate(BrokerException reason) => new(reason.Message, reason.Help, reason);

    private async Task SendAsync()
    {
        byte[] message = new byte[DeliveryFormat.ToBoardMax];
        string topic = _topics.Request(_address.BoardId, _client);
        ChannelReader<byte[]> frames = _outgoing.Reader;
        try
        {
            while (await frames.WaitToReadAsync(_closing.Token))
            {
                int count = 0;
                while (frames.TryPeek(out byte[]? frame) && count + frame.Length <= message.Length && frames.TryRead(out _))
                {
                    frame.CopyTo(message, count);
                    count += frame.Length;
                }

                bool isHeard = await _connection.PublishAsync(topic, message.AsMemory(0, count), isRetained: false, _closing.Token);
                if (!isHeard && !_isAnswering)
                {
                    await WaitForStatusAsync();
                    End(Absent());
                }
            }
        }
        catch (BrokerException e)
        {
            End(Translate(e));
        }
        catch (OperationCanceledException)
        {
            // Closed: nobody waits for what was not sent.
        }
    }

    /// <summary>A retained status comes right behind the subscription, where there is one.</summary>
    private async Task WaitForStatusAsync()
    {
        try
        {
            await _statusCame.Task.WaitAsync(s_statusWait, _time, _closing.Token);
        }
        catch (TimeoutException)
        {
            // The broker has none.
        }
    }

    private async Task TakeAsync(BrokerMessage message)
    {
        if (_topics.TryParse(message.Topic, out TopicName topic) && topic.Kind == TopicKind.Status)
        {
            var status = new StatusMessage();
            if (status.TryRead(message.Payload, 0, message.Payload.Length))
            {
                _status = status;
                _statusCame.TrySetResult();
                return;
            }
        }
        else if (topic.Kind == TopicKind.Reply && message.Payload.Length is > 0 and <= DeliveryFormat.MessageMax)
        {
            _isAnswering = true;
            try
            {
                await _received.Writer.WriteAsync(message.Payload, _closing.Token);
            }
            catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
            {
                // Closed: nobody waits for the reply.
            }

            return;
        }

        DroppedCount++;
    }

    private void End(DeviceUnreachableException reason)
    {
        _end ??= reason;
        _outgoing.Writer.TryComplete();
        _received.Writer.TryComplete(reason);
    }
}
