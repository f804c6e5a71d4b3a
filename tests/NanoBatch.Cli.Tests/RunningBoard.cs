using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

/// <summary>The <c>board</c> command running in this process, at full speed over two days of readings.</summary>
internal sealed class RunningBoard : IAsyncDisposable
{
    private const string Listening = " listening on ";

    private readonly CancellationTokenSource _stop = new();
    private readonly LineWatcher _out = new();
    private readonly LineWatcher _error = new();
    private readonly Task<int> _run;

    private RunningBoard(string[] arguments, bool wasTerminated)
    {
        var environment = new CliEnvironment { Out = _out, Error = _error, Variable = _ => null, WasTerminated = () => wasTerminated };
        _run = Task.Run(() => CliHost.RunAsync(["board", .. arguments], environment, _stop.Token));
    }

    /// <summary>Where it listens; the last link where there are several.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The first link.</summary>
    public string FirstAddress { get; private set; } = "";

    /// <summary>What it printed.</summary>
    public string Out => _out.ToString();

    /// <summary>Starts one on a free port; the recorded readings are those of <see cref="WorkFolder.Data"/>.</summary>
    public static Task<RunningBoard> StartAsync(WorkFolder folder, params string[] more)
        => StartAsync(["--profile", folder.Write("board.toml", WorkFolder.Profile), "--data", folder.Write("data.csv", WorkFolder.Data), "--clock", "max", .. more]);

    /// <summary>Starts one with options of its own, and waits until it listens.</summary>
    public static async Task<RunningBoard> StartAsync(string[] arguments, bool wasTerminated = false)
    {
        var board = new RunningBoard(arguments, wasTerminated);
        Task<string> ready = board._error.LineWith("time starts at");
        if (await Task.WhenAny(ready, board._run) == board._run)
        {
            Assert.Fail($"the board ended with {await board._run}: {board._error}");
        }

        string[] lines = board.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        board.FirstAddress = AddressIn(lines[0]);
        board.Address = AddressIn(lines[^1]);
        return board;
    }

    /// <summary>Waits until its data are at their end.</summary>
    public Task EndOfDataAsync() => _error.LineWith("the data are at their end");

    /// <summary>Runs the tool against it, with a results store in the folder.</summary>
    public async Task<CliRun> RunAsync(WorkFolder folder, params string[] arguments)
        => await CliRun.Of(arguments, new System.Collections.Generic.Dictionary<string, string> { ["NANOBATCH_TO"] = Address, ["NANOBATCH_HOME"] = folder["home"] });

    /// <summary>Ends it and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    private static string AddressIn(string line) => line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _out.DisposeAsync();
        await _error.DisposeAsync();
    }
}
