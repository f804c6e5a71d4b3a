using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;

namespace NanoBatch.Hub;

/// <summary>Accepts connections for the embedded broker: TLS, and the limits that must hold before a peer has said who it is.</summary>
internal sealed class BrokerListener : IMqttServerAdapter
{
    private readonly ListenOptions _options;
    private readonly RefusalLog _refusals;
    private readonly HubMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private Socket? _socket;
    private Task _accepting = Task.CompletedTask;
    private IMqttNetLogger _logger = MqttNetNullLogger.Instance;
    private int _connections;

    public BrokerListener(ListenOptions options, RefusalLog refusals, HubMetrics metrics, TimeProvider time)
    {
        _options = options;
        _refusals = refusals;
        _metrics = metrics;
        _time = time;
    }

    /// <inheritdoc/>
    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <summary>Where it listens, with the port that it got.</summary>
    public IPEndPoint EndPoint => (IPEndPoint?)_socket?.LocalEndPoint ?? _options.EndPoint;

    /// <summary>Takes the port; before the broker starts, so that a taken one is told as such.</summary>
    /// <exception cref="HubException">It is taken, or the address is not this machine's.</exception>
    public void Bind()
    {
        var socket = new Socket(_options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (_options.EndPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(_options.EndPoint);
            socket.Listen(1024);
            _socket = socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new HubException(
                $"cannot listen on {_options.EndPoint}: {e.Message.TrimEnd('.')}",
                "Another broker may run there; name another port with --listen, or use that broker with --broker.", e);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        _logger = logger;
        if (_socket is null)
        {
            Bind();
        }

        _accepting = AcceptAsync(_socket!);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _socket?.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The broker's server disposes of it, and so does who made it, where the server never began. Connections may still look at the token: it stays.
        _stopping.Cancel();
        _socket?.Dispose();
    }

    private async Task AcceptAsync(Socket listening)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket accepted = await listening.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(accepted));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // The peer gave up meanwhile, or this process has no more files: the next one may do better.
                _refusals.Note(RefusalCause.Connections, "a peer", e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(100), _time).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        string who = socket.RemoteEndPoint?.ToString() ?? "a peer";
        int count = Interlocked.Increment(ref _connections);
        _metrics.SetConnections(count);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (count > _options.Limits.ConnectionsMax)
            {
                _refusals.Note(RefusalCause.Connections, who, FormattableString.Invariant($"there are {_options.Limits.ConnectionsMax} already"));
                return;
            }

            socket.NoDelay = true;
            X509Certificate2? certificate = null;
            if (_options.Certificate is not null)
            {
                (stream, certificate) = await EncryptAsync(stream).ConfigureAwait(false);
            }

            using var channel = new GuardedChannel(new MqttTcpChannel(stream, socket.LocalEndPoint, socket.RemoteEndPoint, certificate), _options.Limits, _refusals, _time);
            using var adapter = new MqttChannelAdapter(channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(512, 65535)), _logger);
            await (ClientHandler?.Invoke(adapter) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            _refusals.Note(RefusalCause.Handshake, who, e is OperationCanceledException ? "took too long" : e.GetBaseException().Message);
        }
#pragma warning disable CA1031 // one connection's trouble, of whatever kind, must not be silent nor anybody else's
        catch (Exception e)
#pragma warning restore CA1031
        {
            _refusals.Note(RefusalCause.Protocol, who, $"{e.GetType().Name}: {e.Message}");
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            _metrics.SetConnections(Interlocked.Decrement(ref _connections));
        }
    }

    private async Task<(Stream Stream, X509Certificate2? Certificate)> EncryptAsync(Stream plain)
    {
        var stream = new SslStream(plain, leaveInnerStreamOpen: false);
        using var limit = new CancellationTokenSource(_options.Limits.Greeting, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = _options.Certificate,
                    ClientCertificateRequired = _options.ClientAuthorities is not null,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => IsTrusted(certificate),
                },
                either.Token).ConfigureAwait(false);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        X509Certificate? shown = stream.RemoteCertificate;
        return (stream, shown as X509Certificate2 ?? (shown is null ? null : X509CertificateLoader.LoadCertificate(shown.GetRawCertData())));
    }

    private bool IsTrusted(X509Certificate? shown)
    {
        if (_options.ClientAuthorities is null)
        {
            return true;        // nobody was asked for one
        }

        if (shown is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_options.ClientAuthorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        return chain.Build(certificate);
    }
}
