using System;

namespace NanoBatch.Application.Tests.Mqtt;

/// <summary>A clock that goes on only where it is told to.</summary>
internal sealed class StillMachine : IMachine
{
    public long NowMs { get; private set; } = 1_000_000;

    public long ClockUtcMs { get; set; }

    public int ResetCause => 0;

    public void Advance(long milliseconds) => NowMs += Math.Max(0, milliseconds);

    public int FreeHeapBytes() => throw new NotSupportedException();

    public uint Random() => throw new NotSupportedException();

    public void Wait(int milliseconds) => throw new NotSupportedException();

    public IWakeSignal NewSignal() => throw new NotSupportedException();

    public void Start(IThreadBody body) => throw new NotSupportedException();

    public void Restart() => throw new NotSupportedException();

    public void DeepSleep(long milliseconds) => throw new NotSupportedException();
}
