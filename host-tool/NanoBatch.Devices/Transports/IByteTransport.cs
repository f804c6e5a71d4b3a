using System;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices;

/// <summary>A stream of bytes to one board. One reader and one writer at a time.</summary>
public interface IByteTransport : IAsyncDisposable
{
    /// <summary>The far end in words, such as "tcp://127.0.0.1:7000".</summary>
    string Name { get; }

    /// <summary>Opens the stream.</summary>
    /// <exception cref="DeviceUnreachableException">It cannot be opened.</exception>
    Task ConnectAsync(CancellationToken cancel);

    /// <summary>Takes received bytes, waiting for the first.</summary>
    /// <returns>Bytes taken; 0 where the far end closed.</returns>
    /// <exception cref="System.IO.IOException">The stream broke.</exception>
    /// <remarks>A client may leave a read pending between its requests; closing ends it.</remarks>
    Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel);

    /// <summary>Sends all bytes.</summary>
    /// <exception cref="System.IO.IOException">The stream broke.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Ends the stream and any pending read; safe to call twice.</summary>
    Task CloseAsync();

    /// <summary>What is known of a far end that does not answer, in words; null where a transport knows no more than that.</summary>
    /// <param name="request">What it was asked to do.</param>
    DeviceUnreachableException? Unanswered(string request) => null;
}
