using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices;

/// <summary>A board behind a TCP port: a virtual board, ser2net, any bridge that passes bytes on as they are.</summary>
public sealed class TcpTransport : IByteTransport
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(5);

    private readonly string _host;
    private readonly int _port;
    private readonly TimeProvider _time;
    private TcpClient? _client;

    /// <param name="host">Name or address.</param>
    /// <param name="port">1..65535.</param>
    /// <param name="time">For the limit on connecting, 5 s.</param>
    public TcpTransport(string host, int port, TimeProvider time)
    {
        _host = host;
        _port = port;
        _time = time;
        Name = "tcp://" + (host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host) + ":" + port.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(s_connectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var client = new TcpClient { NoDelay = true };      // a request is one small packet that waits for its reply
        try
        {
            await client.ConnectAsync(_host, _port, either.Token);
            _client = client;
        }
        catch (SocketException e)
        {
            client.Dispose();
            throw new DeviceUnreachableException($"{Name} cannot be reached: {Reason(e)}", Help(e), e);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            client.Dispose();
            throw new DeviceUnreachableException($"{Name} does not answer", "Check the address, the network and any firewall between here and the board.");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel) => Stream().ReadAsync(buffer, cancel).AsTask();

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => Stream().WriteAsync(bytes, cancel).AsTask();

    /// <inheritdoc/>
    public Task CloseAsync()
    {
        _client?.Dispose();
        _client = null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(CloseAsync());

    private NetworkStream Stream() => _client?.GetStream() ?? throw new IOException($"{Name} is not open");

    private static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "the connection is refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name is not known",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it",
        SocketError.TimedOut => "it does not answer",
        _ => e.Message,
    };

    private static string Help(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "Check that the board (or 'nanobatch board --listen') runs and listens on that port.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "Check the spelling of the host name, or give its IP address.",
        _ => "Check the address, the network and any firewall between here and the board.",
    };
}
