using System;
using System.Globalization;
using System.IO;

namespace NanoBatch.Simulation.World;

/// <summary>All that happens in a world, as one hash and, where asked for, as lines.</summary>
/// <param name="lines">Takes a line for each event, or null.</param>
internal sealed class Trace(TextWriter? lines)
{
    private const ulong FnvPrime = 0x100000001B3;

    /// <summary>FNV-1a over every event so far: two runs of one seed agree in it.</summary>
    public ulong Hash { get; private set; } = 0xCBF29CE484222325;

    /// <summary>Number of the event of the queue that is under way.</summary>
    public long Step { get; set; }

    /// <summary>World's time, milliseconds since its start.</summary>
    public long NowMs { get; set; }

    /// <summary>Notes an event.</summary>
    /// <param name="kind">What.</param>
    /// <param name="who">Board, from 0; -1 for none.</param>
    /// <param name="a">First figure, by kind.</param>
    /// <param name="b">Second figure.</param>
    public void Note(TraceKind kind, int who, long a = 0, long b = 0)
    {
        Mix((ulong)kind);
        Mix((ulong)who);
        Mix((ulong)NowMs);
        Mix((ulong)a);
        Mix((ulong)b);
        if (lines is not null)
        {
            var time = TimeSpan.FromMilliseconds(NowMs);
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Step,8} {time:d\\.hh\\:mm\\:ss\\.fff} {(who < 0 ? "world" : $"board {who}"),-8} {kind} {a} {b}"));
        }
    }

    private void Mix(ulong value)
    {
        Hash = (Hash ^ value) * FnvPrime;
        Hash ^= Hash >> 29;
    }
}
