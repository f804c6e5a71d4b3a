using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>What a board's application knows of the board.</summary>
/// <param name="ResetCause">Why it started: 0 unknown, 1 power, 2 reset pin, 3 software, 4 panic, 5 watchdog, 6 brown-out, 7 deep sleep.</param>
/// <param name="FreeHeapBytes">Free managed heap at the last look; 0 unknown.</param>
/// <param name="LeastFreeHeapBytes">The least of those since the start.</param>
/// <param name="NetworkState">0 none configured, 1 no link, 2 Wi-Fi is up, 3 the broker is reached.</param>
/// <param name="ConnectionCount">Connections to the broker since the start.</param>
/// <param name="HealCount">Threads and connections that the supervisor replaced since the start.</param>
/// <param name="LowSupplyCount">Writes held back because the supply was low.</param>
public sealed record BoardHealthStatus(
    int ResetCause, long FreeHeapBytes, long LeastFreeHeapBytes, int NetworkState, long ConnectionCount, long HealCount, long LowSupplyCount)
{
    internal static BoardHealthStatus Read(ByteReader reader)
        => new(reader.U8(), reader.U32(), reader.U32(), reader.U8(), reader.U32(), reader.U32(), reader.U32());
}
