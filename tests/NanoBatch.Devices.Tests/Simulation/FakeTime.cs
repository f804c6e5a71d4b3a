using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>Time that stands still until it is moved; timers fire in order, on the caller's thread.</summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly List<FakeTimer> _timers = [];

    /// <summary>Milliseconds since the beginning.</summary>
    public long NowMs { get; private set; }

    /// <summary>When the next timer fires, or <see cref="long.MaxValue"/>.</summary>
    public long NextTimerMs => _timers.Count == 0 ? long.MaxValue : _timers.Min(timer => timer.DueMs);

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => NowMs;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMilliseconds(NowMs);

    /// <summary>Moves on to an instant and fires what is due by then.</summary>
    public void MoveTo(long ms)
    {
        NowMs = Math.Max(NowMs, ms);
        while (_timers.Where(timer => timer.DueMs <= NowMs).MinBy(timer => timer.DueMs) is { } due)
        {
            due.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        public long DueMs { get; private set; }

        public void Fire()
        {
            time._timers.Remove(this);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
            {
                throw new NotSupportedException("nobody here needs a periodic timer");
            }

            time._timers.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                DueMs = time.NowMs + Math.Max(0, (long)Math.Ceiling(dueTime.TotalMilliseconds));
                time._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
