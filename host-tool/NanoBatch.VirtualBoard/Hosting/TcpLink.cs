using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>The board's byte stream over TCP: one client at a time, as on a cable; a new one takes the place of the old.</summary>
public sealed class TcpLink : HostLink
{
    private readonly TcpListener _listener;
    private volatile Socket? _client;
    private volatile bool _isDisposed;

    /// <summary>Listens at once; a port of 0 takes a free one.</summary>
    /// <exception cref="SocketException">The address is taken or not of this machine.</exception>
    public TcpLink(IPEndPoint endPoint)
    {
        _listener = new TcpListener(endPoint);
        _listener.Start();
        Start(Accept, "tcp accept");
        Start(Send, "tcp send");
    }

    /// <inheritdoc/>
    public override string Address => "tcp://" + (IPEndPoint)_listener.LocalEndpoint;

    /// <inheritdoc/>
    public override bool HasClient => _client is not null;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _listener.Dispose();
        _client?.Dispose();
        base.Dispose(disposing);
    }

    private static void Start(ThreadStart body, string name)
        => new Thread(body) { IsBackground = true, Name = name }.Start();

    private void Accept()
    {
        while (!_isDisposed)
        {
            Socket client;
            try
            {
                client = _listener.AcceptSocket();
            }
            catch (SocketException)
            {
                return;     // the listener was closed: that is how this thread is told to end
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            client.NoDelay = true;
            Socket? old = _client;
            old?.Dispose();
            BeginConnection();
            _client = client;
            Start(() => Receive(client), "tcp receive");
        }
    }

    private void Receive(Socket client)
    {
        byte[] buffer = new byte[1024];
        try
        {
            int count;
            while ((count = client.Receive(buffer)) > 0 && ReferenceEquals(client, _client))
            {
                Deliver(buffer.AsSpan(0, count));
            }
        }
        catch (SocketException)
        {
            // The client went away; the next one finds a fresh session.
        }
        catch (ObjectDisposedException)
        {
            // A newer client took its place.
        }

        if (ReferenceEquals(client, _client))
        {
            _client = null;
        }

        client.Dispose();
    }

    private void Send()
    {
        byte[] buffer = new byte[4096];
        int count;
        while ((count = TakeOutgoing(buffer)) > 0 || !_isDisposed)
        {
            Socket? client = _client;
            if (client is null || count == 0)
            {
                continue;   // nobody listens: as on a cable, the bytes are gone
            }

            try
            {
                int sent = 0;
                while (sent < count)
                {
                    sent += client.Send(buffer, sent, count - sent, SocketFlags.None);
                }
            }
            catch (SocketException)
            {
                client.Dispose();
            }
            catch (ObjectDisposedException)
            {
                // The receiving side has seen the same end.
            }
        }
    }
}
