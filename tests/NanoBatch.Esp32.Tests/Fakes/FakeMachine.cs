using System;
using NanoBatch.Application;

namespace NanoBatch.Esp32.Tests.Fakes;

/// <summary>A clock that goes on by a step with every look, and a fixed chance.</summary>
internal sealed class FakeMachine(long stepMs) : IMachine
{
    private long _nowMs;

    public long NowMs => _nowMs += stepMs;

    public long ClockUtcMs { get; set; }

    public int ResetCause => 0;

    public int FreeHeapBytes() => throw new NotSupportedException();

    public uint Random() => 0x89ABCDEF;

    public void Wait(int milliseconds) => throw new NotSupportedException();

    public IWakeSignal NewSignal() => new ImmediateSignal();

    public void Start(IThreadBody body) => throw new NotSupportedException();

    public void Restart() => throw new NotSupportedException();

    public void DeepSleep(long milliseconds) => throw new NotSupportedException();

    /// <summary>Waits for nobody: the clock goes on by itself.</summary>
    private sealed class ImmediateSignal : IWakeSignal
    {
        public void Set()
        {
        }

        public void Wait(int milliseconds)
        {
        }
    }
}
