using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests.Docs;

/// <summary>The tool as a process of its own, as a reader of the documentation starts it; killed at the end.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    /// <summary>Far more than anything here takes on a busy machine.</summary>
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = New();

    private ToolProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(_out, line.Data);
        process.ErrorDataReceived += (_, line) => Note(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Standard output so far.</summary>
    public string Out => Text(_out);

    /// <summary>Standard error so far.</summary>
    public string Error => Text(_error);

    /// <summary>Starts a service; its results are in the folder, and files are those of the repository.</summary>
    public static ToolProcess Start(string folder, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "nanobatch.dll")}\" {arguments}")
        {
            WorkingDirectory = Golden.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["NANOBATCH_HOME"] = folder;
        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Standard output, then standard error.</returns>
    public static async Task<string> RunAsync(string folder, string arguments)
    {
        await using ToolProcess tool = Start(folder, arguments);
        await tool._process.WaitForExitAsync().WaitAsync(s_deadline);
        return tool.Out + tool.Error;
    }

    /// <summary>Asks again until the answer is yes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var limit = new CancellationTokenSource(s_deadline);
        while (!await holds())
        {
            Assert.IsFalse(limit.IsCancellationRequested, "never came: " + what);
        }
    }

    /// <summary>Waits for a line of standard output that begins so.</summary>
    public Task<string> OutLineAsync(string beginning) => LineAsync(_out, beginning);

    /// <summary>The same of standard error.</summary>
    public Task<string> ErrorLineAsync(string beginning) => LineAsync(_error, beginning);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<string> LineAsync(StringBuilder stream, string beginning)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (stream.ToString().Split('\n').FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                next = _next.Task;
            }

            await next.WaitAsync(s_deadline);
        }
    }

    private void Note(StringBuilder stream, string? line)
    {
        if (line is not null)
        {
            lock (_gate)
            {
                stream.Append(line).Append('\n');
                _next.TrySetResult();
                _next = New();
            }
        }
    }

    private string Text(StringBuilder stream)
    {
        lock (_gate)
        {
            return stream.ToString();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
