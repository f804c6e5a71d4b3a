using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace NanoBatch.Load;

/// <summary>A program beside this one, ready once it has printed a certain line.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
    }

    /// <summary>Processor time since its start; what it had at its end.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>Memory that is its own and in use now, and at most so far, bytes.</summary>
    public long Bytes { get; private set; }

    public long BytesMax { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="program">File name.</param>
    /// <param name="ready">Part of the line that says it is ready.</param>
    /// <param name="log">Where its lines go.</param>
    public static async Task<ChildProcess> StartAsync(string program, string[] arguments, string ready, TextWriter log)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (log)
            {
                log.WriteLine(line);
            }

            if (line.Contains(ready, StringComparison.Ordinal))
            {
                isReady.TrySetResult();
            }
        }

        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await isReady.Task.WaitAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        return new ChildProcess(process);
    }

    /// <summary>Reads how it does.</summary>
    public void Measure()
    {
        _process.Refresh();
        Processor = _process.TotalProcessorTime;
        Bytes = _process.WorkingSet64;
        BytesMax = Math.Max(BytesMax, Bytes);
    }

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Asks it to end, and waits.</summary>
    public async Task StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
