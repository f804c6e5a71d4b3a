using System;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Devices;
using NanoBatch.Devices.Tests.Simulation;

namespace NanoBatch.Kill.Deploying;

/// <summary>The same as <see cref="DeploymentRun"/> over the system's own pseudo-terminals and the real serial transport.</summary>
/// <param name="seed">Repeats noise and mishaps; the order of threads is the machine's own.</param>
/// <param name="noise">Chance of an error for each byte.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class PtyDeployments(int seed, double noise)
{
    private const int PerBoard = 10;

    private static readonly DeviceClientOptions s_impatient = new() { ReplyTimeout = TimeSpan.FromMilliseconds(200), Attempts = 8 };

    private readonly DeploymentCounts _counts = new();

    /// <summary>Deploys so often.</summary>
    public async Task<DeploymentCounts> RunAsync(int count, CancellationToken cancel)
    {
        for (int done = 0; done < count; done += PerBoard)
        {
            int campaign = seed + (done / PerBoard);
            try
            {
                await CampaignAsync(campaign, Math.Min(PerBoard, count - done), cancel).ConfigureAwait(false);
            }
            catch (FoundException found)
            {
                throw new FoundException(FormattableString.Invariant($"{found.Message} (over a pseudo-terminal, seed {campaign})"));
            }
        }

        return _counts;
    }

    private async Task CampaignAsync(int campaign, int count, CancellationToken cancel)
    {
        var random = new Random(campaign);
        using var board = new PtyBoard(random.Next(2) == 0 ? 256 : 4096);
        byte[]? active = null;
        for (int n = 1; n <= count; n++)
        {
            byte[] package = JobVersions.Draw(n, random);
            bool isDone = await DeployAsync(board, package, random, cancel).ConfigureAwait(false);
            await SettleAsync(board, cancel).ConfigureAwait(false);
            bool isNew = board.Look(at => BoardCheck.HasNew(at, board.Store, active, package));
            if (isDone && !isNew)
            {
                throw new FoundException(FormattableString.Invariant($"deployment {n} was told that it is done, and the board has the old version"));
            }

            active = isNew ? package : active;
            board.Restart();
            if (board.Look(at => active is null ? at.Jobs.Count != 0 : !BoardCheck.HasNew(at, board.Store, null, active)))
            {
                throw new FoundException(FormattableString.Invariant($"after deployment {n} a restart finds another job"));
            }

            _counts.Done += isDone ? 1 : 0;
            _counts.BrokenOff += isDone ? 0 : 1;
            _counts.NewAllTheSame += !isDone && isNew ? 1 : 0;
        }

        _counts.Drops += board.Line.DropCount;
    }

    private async Task<bool> DeployAsync(PtyBoard board, byte[] package, Random random, CancellationToken cancel)
    {
        var mishap = Mishap.Draw(random);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var chance = new Random(random.Next());
        int arrival = 0;
        board.Look(_ =>
        {
            board.Line.ToBoard = LineNoise.Of(random.Next(), noise / LineNoise.Kinds);
            board.Line.ToClient = LineNoise.Of(random.Next(), noise / LineNoise.Kinds);
            board.Line.Drops = () =>
            {
                int now = arrival++;
                if (now == mishap.CancelAtWrite)
                {
                    stop.Cancel();
                }

                return chance.NextDouble() < mishap.DropChance;
            };
            return 0;
        });
        Task restart = mishap.RestartAtWrite < 0 ? Task.CompletedTask : RestartAsync(board, () => arrival > mishap.RestartAtWrite, stop.Token);
        try
        {
            var address = BoardAddress.Parse(board.Line.Address);
            await using DeviceClient client = await DeviceClient.OpenAsync(address, s_impatient, TimeProvider.System, stop.Token).ConfigureAwait(false);
            await client.DeployAsync(package, force: false, statedSteps: 0, progress: null, stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (DeviceUnreachableException)
        {
            return false;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await restart.ConfigureAwait(false);
            board.Look(_ => _counts.ByteErrors += board.Line.ToBoard.ErrorCount + board.Line.ToClient.ErrorCount);
        }
    }

    private async Task RestartAsync(PtyBoard board, Func<bool> isDue, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            if (board.Look(_ => isDue()))
            {
                board.Restart();
                _counts.Restarts++;
                return;
            }

            await Task.Yield();
        }
    }

    /// <summary>What a client that stopped left on the line is handled before anybody looks: a clean client asks, and is answered after it.</summary>
    private static async Task SettleAsync(PtyBoard board, CancellationToken cancel)
    {
        board.Look(_ =>
        {
            board.Line.ToBoard = LineNoise.None;
            board.Line.ToClient = LineNoise.None;
            board.Line.Drops = null;
            return 0;
        });
        await using DeviceClient client = await DeviceClient.OpenAsync(BoardAddress.Parse(board.Line.Address), null, TimeProvider.System, cancel).ConfigureAwait(false);
        await client.InfoAsync(cancel).ConfigureAwait(false);
    }
}
