using System;
using System.Globalization;

namespace NanoBatch.Cli.Rendering;

/// <summary>One line on the error stream that says how far a long step is; shown after a second, gone when it is done.</summary>
/// <remarks>Nothing at all where no terminal is behind the stream. Reports may come from any thread.</remarks>
internal sealed class ProgressLine(CliEnvironment environment, string what) : IProgress<double>, IDisposable
{
    private const int BarCells = 24;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly long _startTicks = environment.Time.GetTimestamp();
    private TimeSpan _shownAt = s_patience - s_refresh;
    private int _shownLength;

    /// <summary>Shows a share.</summary>
    /// <param name="value">0..1.</param>
    public void Report(double value)
    {
        if (!environment.IsErrorTerminal)
        {
            return;
        }

        lock (_gate)
        {
            TimeSpan elapsed = environment.Time.GetElapsedTime(_startTicks);
            if (elapsed < _shownAt + s_refresh)
            {
                return;
            }

            _shownAt = elapsed;
            int cells = (int)(Math.Clamp(value, 0, 1) * BarCells);
            string bar = new string('━', cells) + new string('╌', BarCells - cells);
            string text = string.Create(CultureInfo.InvariantCulture, $"{what}  {bar} {100 * Math.Clamp(value, 0, 1),3:0} %");
            text = text.Length < environment.TerminalWidth ? text : text[..(environment.TerminalWidth - 1)];
            environment.Error.Write("\r" + text.PadRight(_shownLength));
            environment.Error.Flush();
            _shownLength = text.Length;
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_shownLength > 0)
            {
                environment.Error.Write($"\r{new string(' ', _shownLength)}\r");
                environment.Error.Flush();
                _shownLength = 0;
            }
        }
    }
}
