using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Frames over a transport, with deadlines. Not for use by two callers at once.</summary>
/// <remarks>
/// A read is left pending when a deadline passes and taken up by the next call: no platform's serial port cancels a read reliably, and bytes that
/// arrive late must not be lost.
/// </remarks>
internal sealed class FramePort : IAsyncDisposable
{
    private const string CableHelp = "Check the cable and the board's power, then try again.";

    private static readonly TimeSpan s_writeTimeout = TimeSpan.FromSeconds(10);

    private readonly IByteTransport _transport;
    private readonly TimeProvider _time;
    private readonly FrameDecoder _decoder = new();
    private readonly byte[] _outgoing = new byte[FrameFormat.EncodedMax];
    private readonly byte[] _received = new byte[1024];
    private Task<int>? _read;
    private int _receivedAt;
    private int _receivedCount;

    public FramePort(IByteTransport transport, TimeProvider time)
    {
        _transport = transport;
        _time = time;
    }

    public string Name => _transport.Name;

    public DeviceUnreachableException? Unanswered(string request) => _transport.Unanswered(request);

    public TimeProvider Time => _time;

    public Task ConnectAsync(CancellationToken cancel) => _transport.ConnectAsync(cancel);

    /// <summary>Bytes of a frame on the wire at most, for a payload of this length.</summary>
    public static int EncodedMax(int payloadBytes) => payloadBytes + FrameFormat.EncodedMax - FrameFormat.PayloadMax;

    /// <summary>Sends one frame.</summary>
    /// <exception cref="DeviceUnreachableException">The stream broke.</exception>
    public async Task SendAsync(int type, int id, byte[] payload, int count, CancellationToken cancel)
    {
        int length = FrameEncoder.Encode(type, id, payload, 0, count, _outgoing);
        try
        {
            await _transport.WriteAsync(_outgoing.AsMemory(0, length), cancel).WaitAsync(s_writeTimeout, _time, cancel);
        }
        catch (TimeoutException e)
        {
            throw new DeviceUnreachableException($"{Name} takes no more bytes", CableHelp, e);
        }
        catch (IOException e)
        {
            throw Broken(e);
        }
    }

    /// <summary>The next frame, or null when <paramref name="deadline"/> passes first.</summary>
    /// <param name="deadline">Timestamp of <see cref="Time"/>; stray bytes do not put it off.</param>
    /// <exception cref="DeviceUnreachableException">The stream broke or was closed.</exception>
    public async Task<ReceivedFrame?> ReceiveAsync(long deadline, CancellationToken cancel)
    {
        while (true)
        {
            while (_receivedAt < _receivedCount)
            {
                if (_decoder.Feed(_received[_receivedAt++]) == FrameEvent.Frame)
                {
                    return new ReceivedFrame(_decoder.Type, _decoder.Id, _decoder.Payload.AsSpan(0, _decoder.PayloadLength).ToArray());
                }
            }

            if (!await FillAsync(deadline, cancel))
            {
                return null;
            }
        }
    }

    /// <summary>The timestamp that lies a while ahead.</summary>
    public long After(TimeSpan wait) => _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);

    public async ValueTask DisposeAsync()
    {
        await _transport.CloseAsync();
        // Closing ends a pending read; its failure says no more than that, but has to be seen by someone.
        _ = _read?.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        await _transport.DisposeAsync();
    }

    private async Task<bool> FillAsync(long deadline, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            _read ??= _transport.ReadAsync(_received, CancellationToken.None);
            _receivedCount = await _read.WaitAsync(left, _time, cancel);
            _receivedAt = 0;
            _read = null;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (IOException e)
        {
            throw Broken(e);
        }

        return _receivedCount > 0 ? true : throw new DeviceUnreachableException($"{Name} closed the connection", CableHelp);
    }

    private DeviceUnreachableException Broken(IOException e) => new($"the connection to {Name} broke: {e.Message}", CableHelp, e);
}
