using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Kill.Killing;

/// <summary>
/// Goal: <c>kill -9</c> of a board and of <c>results --take</c> at any moment loses and doubles nothing. Method: real processes over a real folder, killed
/// at moments drawn from a seed, while what the board committed is read from its folder each time it is dead.
/// </summary>
/// <param name="seed">Draws the moments.</param>
/// <param name="kills">How often.</param>
/// <param name="longest">No more kills after this time.</param>
/// <param name="log">Told now and then.</param>
/// <remarks>The seed repeats the plan; which instruction a kill meets is the machine's own chance.</remarks>
internal sealed class KillRun(int seed, int kills, TimeSpan longest, TextWriter log)
{
    // Reports follow samples, whatever a restart does to the clock; the second task follows the clock. The long ones fill segments, so that what is
    // acknowledged is dropped for good.
    private static readonly string s_job = $"""
        job steady
        sample pulse1 every 500ms
        after 2 samples
            report mean(pulse1), n = count(pulse1), {string.Join(", ", Enumerable.Range(1, 14).Select(n => FormattableString.Invariant($"h{n} = hist(pulse1, 0, {n + 4000}, 32)")))}
            alert up when last(pulse1) > mean(pulse1)
        every 2s
            report max(pulse1) on change by 1

        """;

    private const string Profile = """
        [board]
        id = "field-7"

        [[channel]]
        name = "pulse1"
        adc = 0
        """;

    private const int ReportEvery = 50;
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(30);

    private readonly Random _boardChance = new(seed);
    private readonly Random _collectorChance = new(seed ^ 0x5EED);
    private readonly CommittedRecords _committed = new();
    private readonly long _startTicks = Stopwatch.GetTimestamp();
    private readonly List<string> _findings = [];
    private int _boardKills;
    private int _collectorKills;
    private int _collected;
    private TimeSpan _collectionTime;
    private volatile string? _address;
    private volatile TaskCompletionSource _oneCollected = new();

    /// <summary>Processes killed so far.</summary>
    public int Kills => _boardKills + _collectorKills;

    private bool IsEnough => Kills >= kills || Stopwatch.GetElapsedTime(_startTicks) > longest;

    /// <summary>Kills as often as asked, lets one collection finish, and compares.</summary>
    /// <returns>What was seen, one sentence.</returns>
    /// <exception cref="FoundException">Something was lost, doubled or invented.</exception>
    public async Task<string> RunAsync(CancellationToken cancel)
    {
        string folder = Directory.CreateTempSubdirectory("nanobatch-kill-").FullName;
        var place = new KillPlace(folder, ProfileReader.Parse("board.toml", Profile).Profile!);
        File.WriteAllText(place.ProfilePath, Profile);
        File.WriteAllText(place.JobPath, s_job);
        await DeployAsync(place).ConfigureAwait(false);
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel))
        {
            await Task.WhenAll(OrStopAsync(KillBoardsAsync(place, stop.Token), stop), OrStopAsync(KillCollectorsAsync(place, stop.Token), stop)).ConfigureAwait(false);
        }

        cancel.ThrowIfCancellationRequested();
        HashSet<long> mustHave = [.. _committed.Records.Keys];
        long early = StoredCount(place);
        await FinishAsync(place).ConfigureAwait(false);
        using (var store = ResultStore.Open(place.StorePath))
        {
            _findings.AddRange(Verdict.Of(_committed, mustHave, store));
        }

        string figures = FormattableString.Invariant(
            $"{_boardKills} boards and {_collectorKills} collections killed, {_collected} finished; {_committed.Records.Count} records committed, {mustHave.Count} due, ")
            + FormattableString.Invariant($"{_committed.Unseen.Count} more taken and dropped before anybody looked, {early} stored before the last collection");
        log.WriteLine(figures);
        if (_findings.Count > 0)
        {
            throw new FoundException(FormattableString.Invariant($"seed {seed}, folder {folder}: {figures}\n") + string.Join('\n', _findings));
        }

        Directory.Delete(folder, recursive: true);
        return figures;
    }

    private long StoredCount(KillPlace place)
    {
        using var store = ResultStore.Open(place.StorePath);
        return store.StoredRanges(_committed.Epoch).Sum(range => range.Last - range.First + 1);
    }

    /// <summary>What one side found ends the other.</summary>
    private static async Task OrStopAsync(Task side, CancellationTokenSource stop)
    {
        try
        {
            await side.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The other side says why.
        }
        finally
        {
            if (side.IsFaulted)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>One undisturbed life, in which the board gets its job, and a collection shows how long one takes on this machine now.</summary>
    private async Task DeployAsync(KillPlace place)
    {
        using ToolProcess board = place.StartBoard();
        string address = await AddressOfAsync(board).ConfigureAwait(false);
        using (ToolProcess deploy = ToolProcess.Start(place.Home, "deploy", place.JobPath, "--to", address))
        {
            await ExpectDoneAsync(deploy, "deploy").ConfigureAwait(false);
        }

        long start = Stopwatch.GetTimestamp();
        using (ToolProcess collector = place.StartCollector(address))
        {
            await ExpectDoneAsync(collector, "a collection").ConfigureAwait(false);
        }

        _collectionTime = Stopwatch.GetElapsedTime(start);
        await board.KillAfterAsync(TimeSpan.Zero).ConfigureAwait(false);
        Look(place);
    }

    private async Task KillBoardsAsync(KillPlace place, CancellationToken cancel)
    {
        while (!IsEnough && !cancel.IsCancellationRequested)
        {
            using ToolProcess board = place.StartBoard();
            bool isEarly = _boardChance.Next(5) == 0;
            if (!isEarly)
            {
                _address = await AddressOfAsync(board).ConfigureAwait(false);
            }

            // Early: while it starts. Now and then a collection may come to its end first, so that something is acknowledged and dropped.
            if (!isEarly && _boardChance.Next(4) == 0)
            {
                _oneCollected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await Task.WhenAny(_oneCollected.Task, Task.Delay(s_longestStart, cancel)).ConfigureAwait(false);
            }

            int? code = await board.KillAfterAsync(_collectionTime * (_boardChance.NextDouble() * (isEarly ? 0.6 : 2.5))).ConfigureAwait(false);
            if (code is not null)
            {
                throw new FoundException(FormattableString.Invariant($"seed {seed}: the board ended by itself with {code}: {board.Error}"));
            }

            _boardKills++;
            Look(place);
            if (_boardKills % ReportEvery == 0)
            {
                log.WriteLine(FormattableString.Invariant($"{_boardKills} boards and {_collectorKills} collections killed, {_committed.Records.Count} records"));
            }
        }
    }

    private async Task KillCollectorsAsync(KillPlace place, CancellationToken cancel)
    {
        while (!IsEnough && !cancel.IsCancellationRequested)
        {
            if (_address is not { } address)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel).ConfigureAwait(false);
                continue;
            }

            using ToolProcess collector = place.StartCollector(address);
            // A collection starts for the better part of its time; what follows is where it can do harm. Every third is left alone, so that the board drops segments.
            double share = _collectorChance.Next(3) == 0 ? 20 : 0.4 + _collectorChance.NextDouble();
            int? code = await collector.KillAfterAsync(_collectionTime * share).ConfigureAwait(false);
            switch (code)
            {
                case null:
                    _collectorKills++;
                    break;
                case 0:
                    _collected++;
                    _oneCollected.TrySetResult();
                    break;
                case 3:
                    break;      // the board died under it
                default:
                    throw new FoundException(FormattableString.Invariant($"seed {seed}: a collection ended with {code}: {collector.Error}"));
            }
        }
    }

    /// <summary>One life in which nobody is killed: everything that is due comes.</summary>
    private async Task FinishAsync(KillPlace place)
    {
        using ToolProcess board = place.StartBoard();
        string address = await AddressOfAsync(board).ConfigureAwait(false);
        using (ToolProcess collector = place.StartCollector(address))
        {
            await ExpectDoneAsync(collector, "the last collection").ConfigureAwait(false);
        }

        await board.KillAfterAsync(TimeSpan.Zero).ConfigureAwait(false);
        Look(place);
    }

    private void Look(KillPlace place)
    {
        (ulong epoch, IReadOnlyDictionary<long, byte[]> records) = place.State.Read();
        _committed.Add(epoch, records);
    }

    private async Task<string> AddressOfAsync(ToolProcess board)
    {
        string line = await board.FirstLine.WaitAsync(s_longestStart).ConfigureAwait(false);
        int at = line.IndexOf("tcp://", StringComparison.Ordinal);
        return at >= 0 ? line[at..] : throw new FoundException(FormattableString.Invariant($"seed {seed}: the board does not start: {line} {board.Error}"));
    }

    private async Task ExpectDoneAsync(ToolProcess process, string what)
    {
        int code = await process.EndAsync().ConfigureAwait(false);
        if (code != 0)
        {
            throw new FoundException(FormattableString.Invariant($"seed {seed}: {what} ended with {code}: {process.Error}"));
        }
    }
}
