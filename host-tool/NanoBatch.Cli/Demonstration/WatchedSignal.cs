using System.Threading;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Demonstration;

/// <summary>A signal that remembers how far a board has got with it.</summary>
internal sealed class WatchedSignal(ISignal signal) : ISignal
{
    private long _latestMs;

    /// <summary>The instant asked for last, milliseconds since 1970; read from any thread.</summary>
    public long LatestMs => Volatile.Read(ref _latestMs);

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs)
    {
        Volatile.Write(ref _latestMs, utcMs);
        return signal.CountAt(channel, utcMs);
    }
}
