using System;
using System.Linq;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>A board profile as the runtime's own configuration.</summary>
public static class BoardSetup
{
    /// <summary>Ledger of a virtual board, bytes: a laptop keeps what a season of results takes, where a board keeps 96 KB.</summary>
    public const int LedgerBytes = 512 * 1024 * 1024;

    /// <summary>Raw history of a virtual board, bytes: three years of four channels every 10 s, where a board keeps 64 KB.</summary>
    public const int HistoryBytes = 64 * 1024 * 1024;

    private const int SegmentBytes = 1024 * 1024;

    // Five minutes of a dozen channels every 100 ms: what must fit between two writes.
    private const int HistoryBufferBytes = 64 * 1024;

    /// <summary>Identity, channels and memory as the profile says; ledger and history as large as a laptop can afford.</summary>
    public static BoardConfig From(BoardProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new BoardConfig
        {
            BoardId = profile.Id,
            ArenaBytes = profile.ArenaBytes,
            LedgerBytesMax = LedgerBytes,
            SegmentBytes = SegmentBytes,
            HistoryBytesMax = HistoryBytes,
            HistoryBufferBytes = HistoryBufferBytes,
            Build = "virtual " + typeof(BoardSetup).Assembly.GetName().Version?.ToString(3),
            Channels = ChannelsOf(profile),
        };
    }

    /// <summary>A stored profile in place of the one that the board was started with: identity, channels and memory.</summary>
    /// <param name="config">The board's configuration; the rest of it stays.</param>
    /// <param name="record">What <see cref="ProfileFile"/> loaded.</param>
    public static void Apply(BoardConfig config, ProfileRecord record)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(record);
        config.BoardId = record.BoardId;
        config.ArenaBytes = record.ArenaBytes;
        config.Channels = ChannelTable.TryRead(record.Channels) ?? throw new ArgumentException("the record was not checked", nameof(record));
    }

    /// <summary>The profile's channels as the runtime has them.</summary>
    public static ChannelTable ChannelsOf(BoardProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ChannelTable table = new() { Revision = profile.CalibrationRevision };
        foreach (ChannelProfile channel in profile.Channels)
        {
            double[] raw = [.. channel.Calibration.Select(point => point.Raw)];
            double[] value = [.. channel.Calibration.Select(point => point.Value)];
            table.Add(new BoardChannel
            {
                Name = channel.Name,
                AdcInput = channel.Adc,
                Unit = channel.Unit,
                Calibration = Calibration.TryCreate(raw, value, raw.Length) ?? throw new ArgumentException("the profile was not checked: channel " + channel.Name, nameof(profile)),
            });
        }

        return table;
    }
}
