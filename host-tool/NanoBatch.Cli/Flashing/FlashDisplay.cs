using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;

namespace NanoBatch.Cli.Flashing;

/// <summary>What a person sees while a board is flashed: one line that moves on a terminal, plain lines in a file.</summary>
/// <remarks>Reports and the timer may come from any thread.</remarks>
internal sealed class FlashDisplay : IProgress<FlashProgress>, IDisposable
{
    private const int LastLines = 8;
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(1);

    // The tool redraws its own bar many times a second, and begins each run with the same head; in a file each would be a line.
    private const string ProgressBar = "Writing at 0x";
    private const string Head = ".NET nanoFramework Firmware Flasher";
    private const string SecondHead = "Copyright";

    private readonly object _gate = new();
    private readonly CliEnvironment _environment;
    private readonly string? _target;
    private readonly ITimer? _timer;
    private readonly long _startTicks;
    private string _what = "starting nanoff";
    private string _line = "";
    private int _shownLength;
    private bool _isHeadShown;

    public FlashDisplay(CliEnvironment environment, string? target)
    {
        _environment = environment;
        _target = target;
        _startTicks = environment.Time.GetTimestamp();
        _timer = environment.IsErrorTerminal ? environment.Time.CreateTimer(_ => Show(), null, TimeSpan.Zero, s_refresh) : null;
    }

    /// <inheritdoc/>
    public void Report(FlashProgress value)
    {
        lock (_gate)
        {
            if (value.Line is null)
            {
                _what = What(value);
                _line = "";
                if (_timer is null)
                {
                    _environment.Note(_what);
                }
            }
            else
            {
                _line = value.Line;
                if (_timer is null && IsWorthALine(value))
                {
                    _environment.Note("  nanoff: " + value.Line);
                }
            }

            Show();
        }
    }

    /// <summary>Takes the line away, and shows what the tool said last where that was not shown yet.</summary>
    public void Fail(IReadOnlyList<string> lines, FlashStage stage)
    {
        Dispose();
        if (_timer is not null || stage == FlashStage.Proof)
        {
            foreach (string line in lines.TakeLast(LastLines))
            {
                _environment.Note(_environment.ErrorInk.Faint("  nanoff: " + line));
            }
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            if (_shownLength > 0)
            {
                _environment.Error.Write($"\r{new string(' ', _shownLength)}\r");
                _environment.Error.Flush();
            }

            _shownLength = -1;      // a tick that is under way must not bring it back
        }
    }

    /// <summary>What the board tells about itself is compared, not shown.</summary>
    private bool IsWorthALine(FlashProgress value)
    {
        bool isHead = value.Line!.StartsWith(Head, StringComparison.Ordinal);
        bool isAgain = isHead && _isHeadShown;
        _isHeadShown |= isHead;
        return value.Stage != FlashStage.Proof && !isAgain
            && !value.Line.StartsWith(SecondHead, StringComparison.Ordinal) && !value.Line.StartsWith(ProgressBar, StringComparison.Ordinal);
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_timer is null || _shownLength < 0)
            {
                return;
            }

            long elapsedMs = (long)_environment.Time.GetElapsedTime(_startTicks).TotalMilliseconds;
            string text = $"{_what}  {Words.Duration(elapsedMs / 1000 * 1000)}  {_line}".TrimEnd();
            text = text.Length < _environment.TerminalWidth ? text : text[..(_environment.TerminalWidth - 1)];
            _environment.Error.Write("\r" + text.PadRight(_shownLength));
            _environment.Error.Flush();
            _shownLength = text.Length;
        }
    }

    private string What(FlashProgress value)
    {
        string what = value.Stage switch
        {
            FlashStage.Firmware => $"writing the firmware {_target}",
            FlashStage.Application => "writing the application",
            _ => "asking the board what it runs",
        };
        return value.Attempt == 1 ? what : FormattableString.Invariant($"{what}, attempt {value.Attempt}");
    }
}
