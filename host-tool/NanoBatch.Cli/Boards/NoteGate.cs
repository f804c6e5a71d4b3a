using System;
using System.Globalization;
using System.Threading;

namespace NanoBatch.Cli.Boards;

/// <summary>Remarks of many boards on one screen: a few in a while, and how many there were besides.</summary>
internal sealed class NoteGate(CliEnvironment environment)
{
    private const int NotesInWhile = 5;

    private static readonly TimeSpan s_while = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _since;
    private int _shown = NotesInWhile;
    private int _hidden;

    /// <summary>Shows a remark, or counts it; any thread.</summary>
    public void Note(string text)
    {
        lock (_lock)
        {
            if (_since == 0 || environment.Time.GetElapsedTime(_since) >= s_while)
            {
                _since = environment.Time.GetTimestamp();
                _shown = 0;
                if (_hidden > 0)
                {
                    environment.Note(string.Create(CultureInfo.InvariantCulture, $"({_hidden} more remarks of boards)"));
                    _hidden = 0;
                }
            }

            if (_shown == NotesInWhile)
            {
                _hidden++;
                return;
            }

            _shown++;
            environment.Note(text);
        }
    }
}
