using System;
using System.Linq;
using System.Threading;

namespace NanoBatch.Cli.Tests;

/// <summary>The system's time, but pauses of given lengths are over in a moment, and each takes the clock ahead: patience ends soon, deadlines of replies are true.</summary>
internal sealed class HastyTime(TimeSpan ahead, params TimeSpan[] pauses) : TimeProvider
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(5);
    private long _pauseCount;

    public override long GetTimestamp()
        => System.GetTimestamp() + (long)(Interlocked.Read(ref _pauseCount) * ahead.TotalSeconds * System.TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!pauses.Contains(dueTime))
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        return System.CreateTimer(
            given =>
            {
                Interlocked.Increment(ref _pauseCount);
                callback(given);
            },
            state,
            s_moment,
            period == Timeout.InfiniteTimeSpan ? period : s_moment);
    }
}
