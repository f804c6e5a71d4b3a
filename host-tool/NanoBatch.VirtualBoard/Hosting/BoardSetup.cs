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

    // At full speed time stands while a hub may answer (MqttNetBus.IsAtWork); beyond that a season should not be spent on asking again.
    private const int LeapingTimeFactor = 600;

    private const int SegmentBytes = 1024 * 1024;

    // Five minutes of a dozen channels every 100 ms: what must fit between two writes.
    private const int HistoryBufferBytes = 64 * 1024;

    /// <summary>A board whose clock runs with the world's.</summary>
    public static BoardConfig From(BoardProfile profile) => From(profile, BoardClockMode.Real);

    /// <summary>Identity, channels and memory as the profile says; ledger and history as large as a laptop can afford.</summary>
    /// <param name="profile">The board.</param>
    /// <param name="mode">Speed of its clock: its patience with a hub is in the hub's time.</param>
    public static BoardConfig From(BoardProfile profile, BoardClockMode mode)
    {
        BoardConfig config = OneOfMany(profile, mode);
        config.LedgerBytesMax = LedgerBytes;
        config.SegmentBytes = SegmentBytes;
        config.HistoryBytesMax = HistoryBytes;
        config.HistoryBufferBytes = HistoryBufferBytes;
        return config;
    }

    /// <summary>The same with the ledger and the history of a real board, of which thousands fit into one process.</summary>
    public static BoardConfig OneOfMany(BoardProfile profile, BoardClockMode mode)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new BoardConfig
        {
            BoardId = profile.Id,
            ArenaBytes = profile.ArenaBytes,
            LinkTimeFactor = mode.IsMax ? LeapingTimeFactor : mode.Rate,
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
