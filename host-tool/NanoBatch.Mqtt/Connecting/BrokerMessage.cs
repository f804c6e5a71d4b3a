using System;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Mqtt;

/// <summary>A message that came from a broker.</summary>
public sealed class BrokerMessage
{
    private readonly Func<CancellationToken, Task> _acknowledge;

    public BrokerMessage(string topic, byte[] payload, bool isRetained, Func<CancellationToken, Task> acknowledge)
    {
        Topic = topic;
        Payload = payload;
        IsRetained = isRetained;
        _acknowledge = acknowledge;
    }

    /// <summary>Whole topic name, as the broker sent it.</summary>
    public string Topic { get; }

    /// <summary>The message's own copy; the receiver may keep it.</summary>
    public byte[] Payload { get; }

    /// <summary>True for one that the broker had kept from before the subscription.</summary>
    public bool IsRetained { get; }

    /// <summary>Tells the broker that the message is safe here; only where <see cref="BrokerOptions.AcknowledgesByHand"/>, once.</summary>
    /// <exception cref="BrokerException">The connection is gone: the broker sends the message again, to us or to another one.</exception>
    public async Task AcknowledgeAsync(CancellationToken cancel)
    {
        try
        {
            await _acknowledge(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new BrokerException(BrokerFailure.Lost, "the connection to the broker is gone before a message was acknowledged", "The message comes again.", e);
        }
    }
}
