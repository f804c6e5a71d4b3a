using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Cli;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>The command line tool in this process.</summary>
internal sealed class ToolRun : IAsyncDisposable
{
    private sealed class Watched(Eventual eventual) : StringWriter
    {
        private readonly Lock _lock = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_lock)
            {
                base.Write(value);
            }
        }

        public override void Write(string? value)
        {
            lock (_lock)
            {
                base.Write(value);
            }

            eventual.Happened();
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override string ToString()
        {
            lock (_lock)
            {
                return base.ToString();
            }
        }
    }

    private readonly CancellationTokenSource _stop = new();
    private readonly Eventual _eventual = new();
    private readonly Watched _out;
    private readonly Watched _error;
    private readonly Task<int> _run;

    private ToolRun(string[] arguments)
    {
        _out = new Watched(_eventual);
        _error = new Watched(_eventual);
        var environment = new CliEnvironment { Out = _out, Error = _error, Variable = _ => null, WasTerminated = () => true };
        _run = Task.Run(() => CliHost.RunAsync(arguments, environment, _stop.Token));
        _ = _run.ContinueWith(_ => _eventual.Happened(), TaskScheduler.Default);
    }

    public string Out => _out.ToString();

    /// <summary>Runs a command to its end and expects an exit code.</summary>
    /// <returns>What it printed: data where it succeeded, else the message.</returns>
    public static async Task<string> OfAsync(int code, params string[] arguments)
    {
        await using var run = new ToolRun(arguments);
        int actual = await run._run.WaitAsync(Eventual.Deadline);
        Assert.AreEqual(code, actual, $"{string.Join(' ', arguments)}\n{run._out}{run._error}");
        return (code == 0 ? run._out : run._error).ToString();
    }

    /// <summary>Starts a service and waits for a remark.</summary>
    public static async Task<ToolRun> StartAsync(IReadOnlyList<string> arguments, string words)
    {
        var run = new ToolRun([.. arguments]);
        await run._eventual.UntilAsync(() => run._run.IsCompleted || run._error.ToString().Contains(words, StringComparison.Ordinal), words);
        Assert.IsFalse(run._run.IsCompleted, run._error.ToString());
        return run;
    }

    /// <summary>Ends it.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run.WaitAsync(Eventual.Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
