using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Tests;

/// <summary>A TCP link between client and board that changes what the board answers.</summary>
internal sealed class LyingLink : IAsyncDisposable
{
    /// <summary>What a lie returns to break the connection in place of an answer.</summary>
    public const int Break = -1;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _boardUri;
    private readonly Func<FrameDecoder, int> _lie;
    private readonly Task _serving;
    private volatile TcpClient? _board;

    /// <param name="boardAddress">Where the board listens.</param>
    /// <param name="lie">Given each frame from the board; changes its payload and returns the payload's length, or <see cref="Break"/>.</param>
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

    /// <summary>Answers a kind of request with a status and nothing more, after so many true answers.</summary>
    public static Func<FrameDecoder, int> Answering(int type, int status, int after = 0)
        => Changing(type, after, payload =>
        {
            payload[0] = (byte)status;
            return 1;
        });

    /// <summary>Changes the answers to a kind of request, after so many true ones.</summary>
    /// <param name="type">Request type.</param>
    /// <param name="after">True answers before.</param>
    /// <param name="change">Given the payload; returns its new length, 0 for the old one, or <see cref="Break"/>.</param>
    public static Func<FrameDecoder, int> Changing(int type, int after, Func<byte[], int> change)
    {
        int seen = 0;
        return frame =>
        {
            bool isTrue = frame.Type != (type | MessageType.ReplyBit) || seen++ < after;
            int length = isTrue ? 0 : change(frame.Payload);
            return length == 0 ? frame.PayloadLength : length;
        };
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
        _board?.Dispose();
        await _serving;
    }

    /// <summary>One client after the other, each with a connection of its own to the board.</summary>
    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var board = new TcpClient();
            _board = board;
            await board.ConnectAsync(_boardUri.Host, _boardUri.Port);
            Task up = client.GetStream().CopyToAsync(board.GetStream());
            await await Task.WhenAny(up, LieAsync(board.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or System.IO.IOException)
        {
            // One of the two ends is gone.
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

                int told = _lie(decoder);
                if (told == Break)
                {
                    return;
                }

                int length = FrameEncoder.Encode(decoder.Type, decoder.Id, decoder.Payload, 0, told, sent);
                await to.WriteAsync(sent.AsMemory(0, length));
            }
        }
    }
}
