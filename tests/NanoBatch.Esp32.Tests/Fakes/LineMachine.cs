using System;
using NanoBatch.Application;

namespace NanoBatch.Esp32.Tests.Fakes;

/// <summary>A clock in µs that shows whole milliseconds, goes on a little with every look, and waits as the platform does: never less than asked, on a grain of 10 ms.</summary>
internal sealed class LineMachine(int lookUs) : IMachine
{
    private const double GrainUs = 10_000;

    /// <summary>True time since the start, µs; it does not begin on a whole millisecond.</summary>
    public double NowUs { get; private set; } = 999_990;

    public int WaitCount { get; private set; }

    public long NowMs => (long)((NowUs += lookUs) / 1000);

    public long ClockUtcMs { get; set; }

    public int ResetCause => 0;

    public int FreeHeapBytes() => throw new NotSupportedException();

    public uint Random() => throw new NotSupportedException();

    public void Wait(int milliseconds)
    {
        WaitCount++;
        NowUs = Math.Ceiling((NowUs + (milliseconds * 1000)) / GrainUs) * GrainUs;
    }

    public IWakeSignal NewSignal() => throw new NotSupportedException();

    public void Start(IThreadBody body) => throw new NotSupportedException();

    public void Restart() => throw new NotSupportedException();

    public void DeepSleep(long milliseconds) => throw new NotSupportedException();
}
