using System;

namespace NanoBatch.Hub.Tests.Support;

/// <summary>A clock that goes on only where its test says so; timers run as they do.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public long Ticks { get; set; }

    public override long GetTimestamp() => Ticks;
}
