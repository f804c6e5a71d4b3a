using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>A reply as it arrived; reading past its end or into a malformed field is found by <see cref="Check"/>.</summary>
internal sealed class Reply
{
    private readonly string _request;

    public Reply(byte[] payload, string request)
    {
        _request = request;
        Payload = payload;
        Reader = new ByteReader(payload, 0, payload.Length);
        Status = (ReplyStatus)Reader.U8();
        Check();
    }

    public byte[] Payload { get; }

    public ByteReader Reader { get; }

    public ReplyStatus Status { get; }

    /// <summary>Bytes from the reader's position to the end.</summary>
    public byte[] Rest()
    {
        byte[] rest = new byte[Reader.Left];
        Reader.Bytes(rest, 0, rest.Length);
        return rest;
    }

    /// <summary>Call once the fields are read; bytes behind them are a newer minor version's and no fault.</summary>
    /// <exception cref="DeviceMismatchException">The reply was shorter than its fields, or malformed.</exception>
    public void Check()
    {
        if (Reader.IsBad)
        {
            throw new DeviceMismatchException(
                $"the board's answer when asked to {_request} cannot be read",
                "Flash the firmware that belongs to this tool's version ('nanobatch flash'), or use the tool that belongs to the board's.");
        }
    }
}
