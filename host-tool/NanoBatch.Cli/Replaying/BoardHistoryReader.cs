using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Collecting;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Replaying;

/// <summary>Reads from a board what a replay of its past needs: who it is, its channels with their calibration, its clock records, its raw history.</summary>
internal sealed class BoardHistoryReader(CliEnvironment environment, DeviceClient client, ResultStore store)
{
    /// <summary>Reads it all; results come into the local store on the way, and the board stays as it was.</summary>
    /// <param name="period">What is asked for.</param>
    /// <param name="backMs">Milliseconds that the period goes back from the board's own clock, or null; takes the place of its first instant.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<BoardHistorySource> ReadAsync(ReplayPeriod period, long? backMs, CancellationToken cancel)
    {
        BoardChannelTable table = await client.ReadChannelsAsync(cancel).ConfigureAwait(false);
        var collector = new Collector(environment, client, store);
        BoardStatus status = await collector.CollectAsync(cancel).ConfigureAwait(false);
        if (backMs is { } back)
        {
            if (status.ClockQuality == ClockQuality.Unknown)
            {
                throw CliFailure.Usage($"{client.Identity.BoardId} does not know the time, so --last cannot count back from it", "give --from and --to-time");
            }

            period = period with { FromMs = Math.Max(0, status.BoardTimeMs - back) };
        }

        var history = new BoardHistory(collector.Origins);
        await FillAsync(history, period.FromMs ?? 0, status.BoardTimeMs, cancel).ConfigureAwait(false);
        long nowMs = status.ClockQuality == ClockQuality.Unknown ? 0 : status.BoardTimeMs;
        return new BoardHistorySource(ProfileOf(client.Identity, table, status), history, nowMs, period, FirstResultMs);
    }

    private async Task FillAsync(BoardHistory history, long fromMs, long toMs, CancellationToken cancel)
    {
        int unreadable = 0;
        using var progress = new ProgressLine(environment, $"reading the history of {client.Identity.BoardId}");
        await foreach (byte[] record in client.ReadHistoryAsync(fromMs, cancel).ConfigureAwait(false))
        {
            if (HistoryDecoder.TryDecode(record) is not { } block)
            {
                unreadable++;
                continue;
            }

            history.Add(block);
            progress.Report((double)(block.FirstMs - fromMs) / Math.Max(1, toMs - fromMs));
        }

        Tell(unreadable, "cannot be read by this version and count as gaps");
        Tell(history.UndatedCount, "come from boots that never knew the time and are left out");
    }

    private void Tell(int blocks, string what)
    {
        if (blocks > 0)
        {
            environment.Note(environment.ErrorInk.Warning("note: ") + $"{Words.Count(blocks, "block")} of readings {what}");
        }
    }

    private long? FirstResultMs(string digest)
    {
        BoardIdentity board = client.Identity;
        return store.Query(new ResultQuery { Board = board.BoardId }).Select(stored => stored.Result)
            .FirstOrDefault(result => result.Epoch == board.Epoch && result.Digest == digest && result.TimeMs is not null)?.TimeMs;
    }

    private static BoardProfile ProfileOf(BoardIdentity board, BoardChannelTable table, BoardStatus status)
    {
        ChannelProfile[] channels =
        [
            .. table.Channels.Select(channel => new ChannelProfile(
                channel.Name, channel.AdcInput, channel.Unit, [.. channel.Points.Select(point => new CalibrationPoint(point.Raw, point.Value))])),
        ];
        return new BoardProfile(board.BoardId, null, channels, (int)status.RingBytesMax, table.Revision);
    }
}
