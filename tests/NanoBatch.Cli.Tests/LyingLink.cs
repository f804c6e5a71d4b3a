using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Tests;

/// <summary>A TCP link between client and board that changes what the board answers.</summary>
internal sealed class LyingLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpClient _board = new();
    private readonly Uri _boardUri;
    private readonly Func<FrameDecoder, int> _lie;
    private readonly Task _serving;

    /// <param name="boardAddress">Where the board listens.</param>
    /// <param name="lie">Given each frame from the board; changes its payload and returns the payload's length.</param>
    public LyingLink(string boardAddress, Func<FrameDecoder, int> lie)
    {
        _lie = lie;
        _boardUri = new Uri(boardAddress);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"tcp://{_listener.LocalEndpoint}";

    /// <summary>Turns a bit in every package that is read back.</summary>
    public static int OtherPackage(FrameDecoder frame)
    {
        if (frame.Type == (MessageType.ReadPackage | MessageType.ReplyBit))
        {
            frame.Payload[frame.PayloadLength - 1] ^= 1;
        }

        return frame.PayloadLength;
    }

    /// <summary>Refuses acknowledgements, as a board does that answers to a hub.</summary>
    public static int NotReceiver(FrameDecoder frame)
    {
        if (frame.Type != (MessageType.Acknowledge | MessageType.ReplyBit))
        {
            return frame.PayloadLength;
        }

        frame.Payload[0] = (byte)ReplyStatus.NotReceiver;
        return 1;
    }

    /// <summary>Puts a job on the board that came back because its next version faulted.</summary>
    public static int SetAside(FrameDecoder frame)
    {
        if (frame.Type != (MessageType.ListJobs | MessageType.ReplyBit))
        {
            return frame.PayloadLength;
        }

        var writer = new ByteWriter(frame.Payload);
        writer.Bytes([0, 2, 2], 0, 3);
        writer.Name("bed");
        writer.Bytes([6, 0, (byte)JobState.Confirmed, 1, 2, 3, 4, 5, 6, 7, 8, 90, 0, 1, 30, 0, 0, 4, 2, 81, 0, 7, 0], 0, 23);
        writer.Name("dry");
        writer.Bytes([1, 0, (byte)JobState.Quarantined, 0, 0, 0, 0, 0, 0, 0, 0, 60, 0, 2, 5, 0, 0, 3, 1, 40, 0, 1, 0], 0, 23);
        return writer.Position;
    }

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

    private async Task LieAsync(NetworkStream from, NetworkStream to)
    {
        var decoder = new FrameDecoder();
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

                int length = FrameEncoder.Encode(decoder.Type, decoder.Id, decoder.Payload, 0, _lie(decoder), sent);
                await to.WriteAsync(sent.AsMemory(0, length));
            }
        }
    }
}
