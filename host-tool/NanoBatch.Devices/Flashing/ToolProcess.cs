using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices;

/// <summary>Runs an outside program without a shell, to its end or to a limit.</summary>
public static class ToolProcess
{
    // A .NET tool asks for the runtime that it was built with; a newer one does as well.
    private const string RollForward = "DOTNET_ROLL_FORWARD";

    /// <summary>Runs a program and hands over its lines as they come, from one thread at a time.</summary>
    /// <param name="path">The program's file.</param>
    /// <param name="arguments">Passed one by one: nothing in them is taken for anything else.</param>
    /// <param name="limit">After this the program and its children are ended.</param>
    /// <param name="onLine">Called for each line that is not empty.</param>
    /// <param name="time">For the limit.</param>
    /// <exception cref="Win32Exception">The file cannot be run.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the program and its children are ended then.</exception>
    public static async Task<ToolRun> RunAsync(
        string path, IReadOnlyList<string> arguments, TimeSpan limit, Action<string> onLine, TimeProvider time, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var lines = new Queue<string>();
        using var outOfTime = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(outOfTime.Token, cancel);
        using var process = new Process { StartInfo = StartInfo(path, arguments) };
        process.Start();
        process.StandardInput.Close();      // it can ask nothing: nobody is there to answer
        Task pumps = Task.WhenAll(Pump(process.StandardOutput), Pump(process.StandardError));
        try
        {
            await process.WaitForExitAsync(either.Token);
            await pumps.WaitAsync(either.Token);        // a child that outlives the program may keep the pipes open
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            cancel.ThrowIfCancellationRequested();
            return new ToolRun(-1, true, Snapshot());
        }

        return new ToolRun(process.ExitCode, false, Snapshot());

        Task Pump(System.IO.StreamReader reader) => new LineSplitter(Take).PumpAsync(reader);

        void Take(string line)
        {
            lock (lines)
            {
                lines.Enqueue(line);
                if (lines.Count > ToolRun.LinesMax)
                {
                    lines.Dequeue();
                }

                onLine(line);
            }
        }

        string[] Snapshot()
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    private static ProcessStartInfo StartInfo(string path, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (!start.Environment.ContainsKey(RollForward))
        {
            start.Environment[RollForward] = "Major";
        }

        return start;
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It ended by itself in the meantime, which is what was wanted.
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }
}
