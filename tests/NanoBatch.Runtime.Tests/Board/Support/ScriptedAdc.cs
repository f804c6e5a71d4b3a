using System;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>Analog inputs that read what a test says, as a function of channel and monotonic time.</summary>
internal sealed class ScriptedAdc(Func<int, long, int> script) : IAdc
{
    private readonly Func<int, long, int> _script = script;

    public long NowMs { get; set; }

    public int ReadCount { get; private set; }

    public int Read(int channel)
    {
        ReadCount++;
        return _script(channel, NowMs);
    }

    /// <summary>A reading for every channel and tenth of a second, scattered over all counts.</summary>
    public static int Scattered(int channel, long nowMs)
    {
        ulong x = ((ulong)nowMs / 100 * 2654435761UL) + ((ulong)channel * 40503UL) + 12345UL;
        x ^= x >> 15;
        x *= 0x2C1B3C6DUL;
        x ^= x >> 12;
        return (int)(x % 4096);
    }
}
