using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace NanoBatch.Cli.Tests;

/// <summary>A text writer that somebody can wait at for a line: tests wait for words, never for time.</summary>
internal sealed class LineWatcher : StringWriter
{
    private readonly object _gate = new();
    private readonly List<(string Words, TaskCompletionSource<string> Found)> _waiting = [];

    public LineWatcher()
    {
        NewLine = "\n";
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Completes with the first whole line that contains the words, also one that was written before.</summary>
    public Task<string> LineWith(string words)
    {
        lock (_gate)
        {
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((words, found));
            Look();
            return found.Task;
        }
    }

    public override void Write(char value)
    {
        lock (_gate)
        {
            base.Write(value);
            Look();
        }
    }

    public override void Write(string? value)
    {
        lock (_gate)
        {
            base.Write(value);
            Look();
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override string ToString()
    {
        lock (_gate)
        {
            return base.ToString();
        }
    }

    private void Look()
    {
        string text = base.ToString();
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach ((string words, TaskCompletionSource<string> found) in _waiting)
        {
            if (Array.Find(lines, line => line.Contains(words, StringComparison.Ordinal)) is { } line)
            {
                found.TrySetResult(line);
            }
        }
    }
}
