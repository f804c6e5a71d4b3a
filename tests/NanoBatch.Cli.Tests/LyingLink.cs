using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Tests;

/// <summary>A TCP link between client and board that turns a bit in every package that is read back.</summary>
internal sealed class LyingLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpClient _board = new();
    private readonly Uri _boardUri;
    private readonly Task _serving;

    public LyingLink(string boardAddress)
    {
        _boardUri = new Uri(boardAddress);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"tcp://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _board.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync();
            await _board.ConnectAsync(_boardUri.Host, _boardUri.Port);
            Task up = client.GetStream().CopyToAsync(_board.GetStream());
            await Task.WhenAny(up, LieAsync(_board.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or System.IO.IOException)
        {
            // The test is over.
        }
    }

    private static async Task LieAsync(NetworkStream from, NetworkStream to)
    {
        var decoder = new FrameDecoder();
        var encoder = new FrameEncoder();
        byte[] received = new byte[1024];
        byte[] sent = new byte[FrameFormat.EncodedMax];
        int count;
        while ((count = await from.ReadAsync(received)) > 0)
        {
            for (int i = 0; i < count; i++)
            {
                if (decoder.Feed(received[i]) != FrameEvent.Frame)
                {
                    continue;
                }

                if (decoder.Type == (MessageType.ReadPackage | MessageType.ReplyBit))
                {
                    decoder.Payload[decoder.PayloadLength - 1] ^= 1;
                }

                int length = encoder.Encode(decoder.Type, decoder.Id, decoder.Payload, 0, decoder.PayloadLength, sent);
                await to.WriteAsync(sent.AsMemory(0, length));
            }
        }
    }
}
