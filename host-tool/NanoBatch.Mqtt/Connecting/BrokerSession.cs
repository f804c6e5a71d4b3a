using System;
using System.Buffers;
using System.Collections.Generic;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace NanoBatch.Mqtt;

/// <summary>One connection to a broker from its handshake to its end; used once.</summary>
internal sealed class BrokerSession : IDisposable
{
    private const int InFlightMax = 65535;

    private static readonly MqttClientFactory s_factory = new();

    private readonly BrokerOptions _options;
    private readonly TimeProvider _time;
    private readonly ServerCertificateCheck _check;
    private readonly Func<BrokerMessage, Task> _received;
    private readonly IMqttClient _client = s_factory.CreateMqttClient();
    private readonly TaskCompletionSource<BrokerException> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SemaphoreSlim _room = new(InFlightMax);

    public BrokerSession(BrokerOptions options, TimeProvider time, Func<BrokerMessage, Task> received)
    {
        _options = options;
        _time = time;
        _received = received;
        _check = new ServerCertificateCheck(options.Address, options.Credentials.Authorities);
        _client.ApplicationMessageReceivedAsync += DeliverAsync;
        _client.DisconnectedAsync += end =>
        {
            _ended.TrySetResult(BrokerFaults.OfLoss(_options.Address, end));
            return Task.CompletedTask;
        };
    }

    /// <summary>Done when the connection is gone, with the reason.</summary>
    public Task<BrokerException> Ended => _ended.Task;

    /// <summary>Connects, within the time that the options give.</summary>
    /// <exception cref="BrokerException">It did not come about.</exception>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        MqttClientOptions options = Build();
        MqttClientConnectResult result;
        try
        {
            result = await _client.ConnectAsync(options, either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();      // the library has several exceptions for it
            throw BrokerFaults.OfConnect(e, _options, _check.Fault);
        }

        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw BrokerFaults.OfResult(result, _options);
        }

        _room = new SemaphoreSlim(result.ReceiveMaximum is { } room and > 0 ? room : InFlightMax);
    }

    /// <summary>Subscribes with QoS 1.</summary>
    /// <exception cref="BrokerException">The broker refuses one of them, or the connection is gone.</exception>
    public async Task SubscribeAsync(IReadOnlyCollection<string> filters, CancellationToken cancel)
    {
        var options = new MqttClientSubscribeOptions();
        foreach (string filter in filters)
        {
            options.TopicFilters.Add(new() { Topic = filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce });
        }

        MqttClientSubscribeResult result = await AskAsync(() => _client.SubscribeAsync(options, CancellationToken.None), cancel).ConfigureAwait(false);
        foreach (MqttClientSubscribeResultItem item in result.Items)
        {
            if (item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
            {
                throw BrokerFaults.NotAllowed(_options.Address, "listen to", item.TopicFilter.Topic, item.ResultCode.ToString());
            }
        }
    }

    /// <summary>Publishes with QoS 1 and waits for the broker's word; no more at once than the broker takes.</summary>
    /// <remarks>The payload must stay as it is until the task has ended other than by cancellation, or the session has.</remarks>
    /// <returns>False where the broker says that nobody listens; brokers need not say so.</returns>
    /// <exception cref="BrokerException">The broker refuses it, or the connection is gone.</exception>
    public async Task<bool> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool isRetained, CancellationToken cancel)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = isRetained,
        };
        SemaphoreSlim room = _room;
        await room.WaitAsync(cancel).ConfigureAwait(false);
        MqttClientPublishResult result = await AskAsync(() => PublishAsync(message, room), cancel).ConfigureAwait(false);
        return result.ReasonCode switch
        {
            MqttClientPublishReasonCode.Success => true,
            MqttClientPublishReasonCode.NoMatchingSubscribers => false,
            _ => throw BrokerFaults.NotAllowed(_options.Address, "publish to", topic, result.ReasonCode.ToString()),
        };
    }

    /// <summary>Says goodbye, so that the last will is not published.</summary>
    public async Task DisconnectAsync(CancellationToken cancel)
    {
        try
        {
            if (_client.IsConnected)
            {
                await AskAsync(LeaveAsync, cancel).ConfigureAwait(false);
            }
        }
        catch (BrokerException e)
        {
            _ended.TrySetResult(e);     // gone before it could be left: the same end
        }
        finally
        {
            _ended.TrySetResult(BrokerFaults.OfLoss(_options.Address, null));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.TrySetResult(BrokerFaults.OfLoss(_options.Address, null));
        _client.Dispose();
    }

    /// <summary>The place is free when the broker has answered, whether or not anybody still waits for it.</summary>
    private async Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message, SemaphoreSlim room)
    {
        try
        {
            return await _client.PublishAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            room.Release();
        }
    }

    private async Task<bool> LeaveAsync()
    {
        await _client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    /// <summary>Waits for an answer, and ends the session where none comes in time.</summary>
    /// <remarks>The library never learns of a cancellation: one that meets it in the middle of a packet leaves half of it on the stream, and the next packet joins it.</remarks>
    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        Task<T>? asked = null;
        try
        {
            asked = ask();
            return await asked.WaitAsync(_options.Timeout, _time, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Forget(asked);
            throw;
        }
        catch (TimeoutException e)
        {
            Forget(asked);
            BrokerException reason = BrokerFaults.OfRequest(_options.Address, e);
            _ended.TrySetResult(reason);
            throw reason;
        }
        catch (Exception e)
        {
            throw BrokerFaults.OfRequest(_options.Address, e);
        }
    }

    /// <summary>Nobody waits any longer; what comes of it has to be seen by someone.</summary>
    private static void Forget(Task? asked) => _ = asked?.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);

    private async Task DeliverAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        args.AutoAcknowledge = !_options.AcknowledgesByHand;
        var message = new BrokerMessage(args.ApplicationMessage.Topic, args.ApplicationMessage.Payload.ToArray(), args.ApplicationMessage.Retain, args.AcknowledgeAsync);
        await _received(message).ConfigureAwait(false);
    }

    private MqttClientOptions Build()
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(_options.ClientId)
            .WithCleanStart(_options.IsCleanStart)
            .WithSessionExpiryInterval((uint)_options.SessionExpiry.TotalSeconds)
            .WithKeepAlivePeriod(_options.KeepAlive)
            .WithTimeout(_options.Timeout)
            .WithTcpServer(_options.Address.Host, _options.Address.Port);
        if (_options.Credentials.User is not null)
        {
            builder.WithCredentials(_options.Credentials.User, _options.Credentials.Password ?? string.Empty);
        }

        if (_options.PacketBytesMax > 0)
        {
            builder.WithMaximumPacketSize((uint)_options.PacketBytesMax);
        }

        if (_options.ReceiveMax > 0)
        {
            builder.WithReceiveMaximum((ushort)_options.ReceiveMax);
        }

        if (_options.Will?.Invoke() is { } will)
        {
            builder.WithWillTopic(will.Topic).WithWillPayload(will.Payload).WithWillRetain(will.IsRetained)
                .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }

        if (_options.Address.IsTls)
        {
            builder.WithTlsOptions(BuildTls());
        }

        MqttClientOptions options = builder.Build();
        options.WriterBufferSize = _options.WriteBufferBytes;
        if (options.ChannelOptions is MqttClientTcpOptions tcp)
        {
            tcp.NoDelay = true;         // a request is one small packet that waits for its reply
            tcp.BufferSize = _options.SocketBufferBytes;
        }

        return options;
    }

    private MqttClientTlsOptions BuildTls()
    {
        MqttClientTlsOptionsBuilder tls = new MqttClientTlsOptionsBuilder()
            .UseTls()
            .WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13)
            .WithTargetHost(_options.Address.Host)
            .WithRevocationMode(X509RevocationMode.NoCheck)
            .WithCertificateValidationHandler(shown => _check.IsTrusted(shown.Certificate, shown.Chain, shown.SslPolicyErrors));
        if (_options.Credentials.Identity is { } identity)
        {
            tls.WithClientCertificates([identity]);
        }

        return tls.Build();
    }
}
