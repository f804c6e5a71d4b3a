using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>A board's clock.</summary>
/// <param name="Quality">How far it can be trusted.</param>
/// <param name="UtcMs">Milliseconds since 1970; since the board's start while <paramref name="Quality"/> is unknown.</param>
/// <param name="UptimeMs">Milliseconds since the board's start.</param>
public sealed record BoardTime(ClockQuality Quality, long UtcMs, long UptimeMs)
{
    internal static BoardTime Read(Reply reply)
    {
        var time = new BoardTime((ClockQuality)reply.Reader.U8(), reply.Reader.U48(), reply.Reader.U48());
        reply.Check();
        return time;
    }
}
