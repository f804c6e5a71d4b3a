using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace NanoBatch.Kill.Killing;

/// <summary>The tool as a process of its own, with nothing of the tool's own shutdown in the way when it is killed.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ToolProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        _output = ReadAsync();
    }

    /// <summary>Completes with the first line of the output; with an empty one where the process ends without any.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    /// <summary>What it wrote to its error stream.</summary>
    public string Error => _error.ToString();

    /// <summary>Starts the tool.</summary>
    /// <param name="home">Folder of its results store.</param>
    /// <param name="arguments">Its command line.</param>
    public static ToolProcess Start(string home, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NANOBATCH_HOME"] = home;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";       // a killed process would leave its debugger pipes behind
        foreach (string argument in (IEnumerable<string>)[Path.Combine(AppContext.BaseDirectory, "nanobatch.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return new ToolProcess(Process.Start(start) ?? throw new InvalidOperationException("the system starts no process"));
    }

    /// <summary>Waits for it to end by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _output.ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Lets it live for a while and kills it then (SIGKILL).</summary>
    /// <returns>Its exit code where it ended by itself before, else null.</returns>
    public async Task<int?> KillAfterAsync(TimeSpan life)
    {
        Task<int> end = EndAsync();
        if (await Task.WhenAny(end, Task.Delay(life)).ConfigureAwait(false) == end)
        {
            return await end.ConfigureAwait(false);
        }

        _process.Kill();
        await end.ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task<string> ReadAsync()
    {
        string? first = await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        _firstLine.TrySetResult(first ?? string.Empty);
        return first + await _process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
    }
}
