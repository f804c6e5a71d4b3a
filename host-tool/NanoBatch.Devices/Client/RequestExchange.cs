using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>One request at a time with its reply: ids, deadlines, retries with the same id, which a board answers again and does not do again.</summary>
internal sealed class RequestExchange
{
    private const int IdMax = 65535;

    private readonly DeviceClientOptions _options;
    private int _nextId;

    public RequestExchange(FramePort port, DeviceClientOptions options)
    {
        Port = port;
        _options = options;
        _nextId = options.FirstRequestId ?? RandomNumberGenerator.GetInt32(1, IdMax + 1);
    }

    public FramePort Port { get; }

    public DeviceClientOptions Options => _options;

    /// <summary>Where the payload of the next request is written.</summary>
    public ByteWriter Payload { get; } = new(new byte[FrameFormat.PayloadMax]);

    /// <summary>Begins a request's payload.</summary>
    public ByteWriter Begin()
    {
        Payload.Reset(Payload.Buffer, 0);
        return Payload;
    }

    /// <summary>An id that no request under way has: 1..65535 in turn.</summary>
    public int NextId()
    {
        int id = _nextId;
        _nextId = id == IdMax ? 1 : id + 1;
        return id;
    }

    /// <summary>Sends what <see cref="Payload"/> holds under a new id.</summary>
    public async Task<int> PostAsync(int type, CancellationToken cancel)
    {
        int id = NextId();
        await Port.SendAsync(type, id, Payload.Buffer, Payload.Position, cancel);
        return id;
    }

    /// <summary>Sends what <see cref="Payload"/> holds and waits for its reply, sending again as often as it takes.</summary>
    /// <param name="type">Request type.</param>
    /// <param name="request">What it asks for, in words.</param>
    /// <param name="cancel">Ends the waiting; the board may still do what was asked.</param>
    /// <returns>A reader at the byte after the status, and the status.</returns>
    /// <exception cref="DeviceUnreachableException">No reply to any attempt, or the stream broke.</exception>
    /// <exception cref="DeviceMismatchException">The reply has no status.</exception>
    public async Task<Reply> AskAsync(int type, string request, CancellationToken cancel)
    {
        int id = NextId();
        int length = Payload.Position;
        for (int attempt = 0; attempt < _options.Attempts; attempt++)
        {
            await Port.SendAsync(type, id, Payload.Buffer, length, cancel);
            long deadline = Port.After(_options.ReplyTimeout);
            while (await Port.ReceiveAsync(deadline, cancel) is { } frame)
            {
                if (frame.Type == (type | MessageType.ReplyBit) && frame.Id == id)
                {
                    return new Reply(frame.Payload, request);
                }
            }
        }

        throw Unanswered(request);
    }

    /// <summary>Like <see cref="AskAsync"/>, and anything but done is a refusal.</summary>
    /// <exception cref="BoardRefusedException">The board says no.</exception>
    public async Task<Reply> AskForAsync(int type, string request, string? job, CancellationToken cancel)
    {
        Reply reply = await AskAsync(type, request, cancel);
        return reply.Status == ReplyStatus.Done ? reply : throw new BoardRefusedException(reply.Status, RefusalTable.OfRequest(reply.Status, request, job));
    }

    /// <summary>The error of a board that answers nothing.</summary>
    public DeviceUnreachableException Unanswered(string request) => Port.Unanswered(request) ?? new(
        $"no board answers at {Port.Name} (asked to {request})",
        "Check cable, power and rate (115200 unless the firmware says otherwise); close other programs on the port.");
}
