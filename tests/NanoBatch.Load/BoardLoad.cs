using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Language;
using NanoBatch.Language.Text;
using NanoBatch.Mqtt;
using NanoBatch.Results;

namespace NanoBatch.Load;

/// <summary>Many boards on a mosquitto, collectors that are processes of their own, one database; at the end two sets of numbers are compared.</summary>
internal sealed class BoardLoad : IDisposable
{
    private const string Job = "job load\n\nsample soil1 every 1m\n\nevery 1m\n    report soil = mean(soil1), n = count(soil1)\n";

    // Connections under way at once: a broker's queue of those that knock is short.
    private const int ConnectingMax = 64;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private readonly LoadOptions _options;
    private readonly TextWriter _output;
    private readonly StreamWriter _log;
    private readonly int _port = FreePort();
    private readonly ConcurrentQueue<LoadBoard> _called = new();
    private readonly List<ChildProcess> _collectors = [];
    private readonly List<LoadBoard> _boards = [];
    private ChildProcess? _broker;
    private int _kills;
    private TimeSpan _brokerBefore;

    public BoardLoad(LoadOptions options, TextWriter output)
    {
        _options = options;
        _output = output;
        _log = new StreamWriter(Path.Combine(options.Folder, "children.log")) { AutoFlush = true };
    }

    private string Database => _options.Database ?? "sqlite:" + Path.Combine(_options.Folder, "results.db");

    /// <summary>Runs; true where nothing was lost, doubled or invented.</summary>
    public async Task<bool> RunAsync()
    {
        await StartBrokerAsync().ConfigureAwait(false);
        for (int i = 0; i < _options.Collectors; i++)
        {
            string[] arguments = [Path.Combine(AppContext.BaseDirectory, "nanobatch.dll"), "hub", "run", "--broker", $"mqtt://127.0.0.1:{_port}", "--db", Database];
            _collectors.Add(await ChildProcess.StartAsync("dotnet", arguments, "nanobatch hub", _log).ConfigureAwait(false));
        }

        await StartBoardsAsync().ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        await ReportAsync(watch).ConfigureAwait(false);
        TimeSpan reporting = watch.Elapsed;
        _boards.ForEach(board => board.Rest());
        bool isDelivered = await DeliverAsync(watch).ConfigureAwait(false);
        Measure();
        foreach (ChildProcess collector in _collectors)
        {
            await collector.StopAsync().ConfigureAwait(false);
        }

        return Compare(reporting, watch.Elapsed) && isDelivered;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _collectors.ForEach(collector => collector.Dispose());
        _broker?.Dispose();
        _log.Dispose();
    }

    private async Task StartBrokerAsync()
    {
        string configuration = Path.Combine(_options.Folder, "mosquitto.conf");
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"listener {_port} 127.0.0.1"), "allow_anonymous true", "persistence false", "log_dest stderr", "log_type notice",
            "log_type information", "connection_messages false", "max_connections -1", "max_inflight_messages 0", "max_queued_messages 0", "set_tcp_nodelay true",
        ];
        if (Environment.UserName == "root")
        {
            lines.Add("user root");     // else it becomes another user, who cannot read the folder
        }

        await File.WriteAllLinesAsync(configuration, lines).ConfigureAwait(false);
        _broker = await ChildProcess.StartAsync("mosquitto", ["-c", configuration], " running", _log).ConfigureAwait(false);
    }

    private async Task StartBoardsAsync()
    {
        byte[] package = JobBuild.Build(SourceText.FromString("load.job", Job)).Package ?? throw new InvalidOperationException("the job does not compile");
        ulong epoch = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
        long startUtcMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 60_000 * 60_000;
        var address = BrokerAddress.Of("127.0.0.1", _port);
        for (int i = 0; i < _options.Boards; i++)
        {
            var board = new LoadBoard(address, $"load-{i}", epoch + (ulong)i, package, _options.Rate, startUtcMs);
            board.Bus.Arrived = () => Call(board);
            _boards.Add(board);
        }

        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(_boards, new ParallelOptions { MaxDegreeOfParallelism = ConnectingMax }, static async (board, stop) =>
            await board.Bus.ConnectAsync(stop).ConfigureAwait(false)).ConfigureAwait(false);
        Say($"{_boards.Count} boards connected in {watch.Elapsed.TotalSeconds:F0} s");
    }

    private void Call(LoadBoard board)
    {
        if (Interlocked.Exchange(ref board.IsCalled, 1) == 0)
        {
            _called.Enqueue(board);
        }
    }

    /// <summary>Boards in turn, each once in a slice; between turns whoever heard something.</summary>
    private async Task ReportAsync(Stopwatch watch)
    {
        TimeSpan nextSay = s_interval;
        TimeSpan nextKill = _options.Kill > TimeSpan.Zero ? _options.Kill : TimeSpan.MaxValue;
        for (long turn = 0; watch.Elapsed < _options.Duration;)
        {
            bool isBusy = Answer();
            TimeSpan due = _options.Slice * ((double)turn / _boards.Count);
            if (due <= watch.Elapsed)
            {
                _boards[(int)(turn % _boards.Count)].Live((long)(watch.Elapsed.TotalMilliseconds * _options.Rate));
                turn++;
                isBusy = true;
            }

            if (watch.Elapsed >= nextKill)
            {
                nextKill += _options.Kill;
                await KillBrokerAsync().ConfigureAwait(false);
            }

            if (watch.Elapsed >= nextSay)
            {
                nextSay += s_interval;
                Tell(watch.Elapsed, watch.Elapsed - due);
            }

            if (!isBusy)
            {
                await Task.Delay(1).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Time goes on until every board has the hub's word for everything.</summary>
    private async Task<bool> DeliverAsync(Stopwatch watch)
    {
        TimeSpan end = watch.Elapsed + s_patience;
        TimeSpan nextLook = watch.Elapsed;
        while (watch.Elapsed < end)
        {
            bool isBusy = Answer();
            if (watch.Elapsed >= nextLook)
            {
                nextLook = watch.Elapsed + TimeSpan.FromSeconds(1);
                LoadBoard[] waiting = [.. _boards.Where(board => !board.IsDelivered)];
                if (waiting.Length == 0)
                {
                    return true;
                }

                foreach (LoadBoard board in waiting)
                {
                    board.Stay((long)(watch.Elapsed.TotalMilliseconds * _options.Rate));
                }
            }

            if (!isBusy)
            {
                await Task.Delay(1).ConfigureAwait(false);
            }
        }

        Say($"{_boards.Count(board => !board.IsDelivered)} boards still wait for the hub");
        return false;
    }

    private bool Answer()
    {
        bool any = false;
        for (int turns = 256; turns > 0 && _called.TryDequeue(out LoadBoard? board); turns--)
        {
            Volatile.Write(ref board.IsCalled, 0);
            board.Talk();
            any = true;
        }

        return any;
    }

    private async Task KillBrokerAsync()
    {
        _broker!.Measure();
        _brokerBefore += _broker.Processor;
        await _broker.KillAsync().ConfigureAwait(false);
        _broker.Dispose();
        _kills++;
        await StartBrokerAsync().ConfigureAwait(false);
    }

    private void Measure()
    {
        _broker!.Measure();
        _collectors.ForEach(collector => collector.Measure());
    }

    private void Tell(TimeSpan elapsed, TimeSpan lag)
    {
        Measure();
        long committed = _boards.Sum(board => (long)board.Committed.ReportCount);
        int connected = _boards.Count(board => board.Bus.ConnectionNumber != 0);
        Say($"{elapsed.TotalSeconds,5:F0} s: {committed} reports committed ({committed / elapsed.TotalSeconds:F0}/s), {connected} boards connected, "
            + $"boards {lag.TotalSeconds:F1} s late, collector {string.Join('+', _collectors.Select(c => $"{c.Bytes >> 20}"))} MB");
    }

    private bool Compare(TimeSpan reporting, TimeSpan delivered)
    {
        StoreAddress address = StoreAddress.TryParse(Database, out string problem) ?? throw new InvalidOperationException(problem);
        using ResultStore store = ResultStore.Open(address);
        long lost = 0;
        long invented = 0;
        long doubled = 0;
        foreach (LoadBoard board in _boards)
        {
            IReadOnlyList<RecordRange> stored = store.StoredRanges(board.Epoch);
            (long Lost, long Invented) difference = board.Committed.Compare(stored);
            doubled += store.CountOf(board.Epoch) - stored.Sum(range => range.Last - range.First + 1);
            lost += difference.Lost;
            invented += difference.Invented;
        }

        long reports = _boards.Sum(board => (long)board.Committed.ReportCount);
        using Process own = Process.GetCurrentProcess();
        Say($"{reports} reports of {_boards.Count} boards in {reporting.TotalSeconds:F0} s ({reports / reporting.TotalSeconds:F0}/s), "
            + $"all acknowledged after {delivered.TotalSeconds:F0} s, {reports / delivered.TotalSeconds:F0}/s stored; broker killed {_kills} times");
        Say($"collector: {string.Join('+', _collectors.Select(c => $"{c.BytesMax >> 20}"))} MB at most, "
            + $"{string.Join('+', _collectors.Select(c => $"{100 * c.Processor.TotalSeconds / delivered.TotalSeconds:F0}"))} % of a core; "
            + $"mosquitto: {_broker!.BytesMax >> 20} MB, {100 * (_brokerBefore + _broker.Processor).TotalSeconds / delivered.TotalSeconds:F0} %; "
            + $"boards: {own.PeakWorkingSet64 >> 20} MB, {100 * own.TotalProcessorTime.TotalSeconds / delivered.TotalSeconds:F0} %");
        Say($"by sets: {lost} lost, {invented} invented, {doubled} doubled");
        return lost == 0 && invented == 0 && doubled == 0;
    }

    private void Say(string text)
    {
        _output.WriteLine(text);
        _output.Flush();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
