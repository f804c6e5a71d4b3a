using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Devices;
using NanoBatch.Devices.Tests.Simulation;

namespace NanoBatch.Kill.Deploying;

/// <summary>
/// Goal: after a deployment over a bad line the board has exactly the new job, or runs the old one. Method: the real client and the real runtime on a
/// simulated line with byte errors, drivers that lose all they hold, stalls, clients that stop and boards that lose power in the middle.
/// </summary>
/// <param name="seed">Of the first campaign; each campaign is a board of its own and has the next seed.</param>
/// <param name="noise">Chance of an error for each byte.</param>
/// <param name="log">Told now and then.</param>
internal sealed class DeploymentRun(int seed, double noise, TextWriter log)
{
    /// <summary>Deployments to one board; a failure is seen again from its campaign's seed.</summary>
    public const int PerCampaign = 50;

    private const int ReportEvery = 10_000;

    // The longest wait of a board that is about to answer, and a few runs of its job.
    private const int SettleMs = 12_000;

    private readonly DeploymentCounts _counts = new();

    /// <summary>Deploys so often.</summary>
    /// <returns>What became of them.</returns>
    /// <exception cref="FoundException">A board was neither the old nor the new one, or a client was told a lie.</exception>
    public DeploymentCounts Run(int count)
    {
        for (int done = 0; done < count; done += PerCampaign)
        {
            int campaign = seed + (done / PerCampaign);
            try
            {
                Campaign(campaign, Math.Min(PerCampaign, count - done));
            }
            catch (FoundException found)
            {
                throw new FoundException(FormattableString.Invariant($"{found.Message} (again with: deployments --count {PerCampaign} --noise {noise} --seed {campaign})"));
            }

            if ((done + PerCampaign) % ReportEvery == 0)
            {
                log.WriteLine(_counts);
            }
        }

        return _counts;
    }

    private void Campaign(int campaign, int count)
    {
        var random = new Random(campaign);
        var board = new SimulatedBoard(random.Next(2) == 0 ? 256 : 4096);
        var simulation = new Simulation(board);
        byte[]? active = null;
        for (int n = 1; n <= count; n++)
        {
            byte[] package = JobVersions.Draw(n, random);
            bool isDone = false;
            simulation.Run(async () => isDone = await DeployAsync(simulation, board, package, random));
            board.Line.ToBoard = LineNoise.None;
            simulation.Pass(SettleMs);
            bool isNew = BoardCheck.HasNew(board.Board, board.Store, active, package);
            if (isDone && !isNew)
            {
                throw new FoundException(FormattableString.Invariant($"deployment {n} was told that it is done, and the board has the old version"));
            }

            active = isNew ? package : active;
            CheckRuns(simulation, board, active, n);
            CheckRestart(simulation, board, active, n);
            Count(isDone, isNew);
        }

        _counts.Drops += board.Line.OverrunCount;
    }

    private void Count(bool isDone, bool isNew)
    {
        _counts.Done += isDone ? 1 : 0;
        _counts.BrokenOff += isDone ? 0 : 1;
        _counts.NewAllTheSame += !isDone && isNew ? 1 : 0;
    }

    /// <summary>One client's try.</summary>
    /// <returns>True where the client was told that it is done.</returns>
    private async Task<bool> DeployAsync(Simulation simulation, SimulatedBoard board, byte[] package, Random random)
    {
        var mishap = Mishap.Draw(random);
        using var cancel = new CancellationTokenSource();
        SimulatedLine line = board.Line;
        int write = 0;
        line.ToBoard = LineNoise.Of(random.Next(), noise / LineNoise.Kinds);
        line.ToClient = LineNoise.Of(random.Next(), noise / LineNoise.Kinds);
        line.ToBoard.Filter = bytes =>
        {
            int now = write++;
            if (now == mishap.CancelAtWrite)
            {
                cancel.Cancel();
            }

            if (now == mishap.RestartAtWrite)
            {
                line.DropPending();
                board.Restart(simulation.Time.NowMs);
                _counts.Restarts++;
            }

            board.StalledUntilMs = now == mishap.StallAtWrite ? simulation.Time.NowMs + mishap.StallMs : board.StalledUntilMs;
            if (random.NextDouble() >= mishap.DropChance)
            {
                return bytes;
            }

            line.DropPending();
            _counts.Drops++;
            return null;
        };
        try
        {
            await using DeviceClient client = simulation.Client(line, new DeviceClientOptions { FirstRequestId = random.Next(1, 65536) });
            await client.ConnectAsync(cancel.Token);
            await client.DeployAsync(package, force: false, statedSteps: 0, progress: null, cancel.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (DeviceUnreachableException)
        {
            return false;
        }
        finally
        {
            _counts.ByteErrors += line.ToBoard.ErrorCount + line.ToClient.ErrorCount;
        }
    }

    /// <summary>The job that is there does its work.</summary>
    private static void CheckRuns(Simulation simulation, SimulatedBoard board, byte[]? active, int n)
    {
        int before = board.Board.RunCount;
        simulation.Pass(2 * JobVersions.PeriodMs);
        if (active is not null && board.Board.RunCount < before + 1)
        {
            throw new FoundException(FormattableString.Invariant($"after deployment {n} the board's job does not run"));
        }

        board.Board.Acknowledge(board.Board.Ledger.NextRecord - 1, simulation.Time.NowMs);
    }

    /// <summary>A power cut finds the same job again.</summary>
    private static void CheckRestart(Simulation simulation, SimulatedBoard board, byte[]? active, int n)
    {
        board.Restart(simulation.Time.NowMs);
        if (active is null ? board.Board.Jobs.Count != 0 : !BoardCheck.HasNew(board.Board, board.Store, null, active))
        {
            throw new FoundException(FormattableString.Invariant($"after deployment {n} a restart finds another job"));
        }
    }
}
