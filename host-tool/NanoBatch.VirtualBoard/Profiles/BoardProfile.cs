using System;
using System.Collections.Generic;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>What a board is, apart from any job: identity, inputs, calibration and memory (JOB-LANGUAGE section 7).</summary>
/// <param name="Id">Label of the board, <c>[a-z0-9-]{1,24}</c>.</param>
/// <param name="Target">Firmware image name for nanoff, or null; only <c>flash</c> needs it.</param>
/// <param name="Channels">The inputs in file order, names unique.</param>
/// <param name="ArenaBytes">Memory for rings of samples, in bytes; the default is what a board without PSRAM can spare.</param>
/// <param name="CalibrationRevision">Revision of the channel table, 1 until a board counts it up; reports carry it.</param>
public sealed record BoardProfile(string Id, string? Target, IReadOnlyList<ChannelProfile> Channels, int ArenaBytes, int CalibrationRevision = 1)
{
    /// <summary>Ring memory of a board whose profile does not say otherwise (DECISIONS 39), in bytes.</summary>
    public const int DefaultArenaBytes = 28672;

    /// <summary>Links, network and power: what only the board itself needs.</summary>
    public DeviceSettings Device { get; init; } = new();

    /// <summary>Position of a channel in <see cref="Channels"/>, or -1.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Channels.Count; i++)
        {
            if (string.Equals(Channels[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
