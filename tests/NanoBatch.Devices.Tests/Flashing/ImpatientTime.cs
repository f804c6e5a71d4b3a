using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices.Tests.Flashing;

/// <summary>Pauses between attempts are over at once; limits are reached only when a test says so.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private readonly List<LimitTimer> _limits = [];

    /// <summary>How many pauses there were.</summary>
    public int Pauses { get; private set; }

    /// <summary>Lets every limit that waits be reached.</summary>
    public void ReachLimits()
    {
        LimitTimer[] due;
        lock (_limits)
        {
            due = [.. _limits];
        }

        foreach (LimitTimer timer in due)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LimitTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class LimitTimer(ImpatientTime time, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == BoardFlasher.Pause)
            {
                time.Pauses++;
                ThreadPool.QueueUserWorkItem(_ => fire());
            }
            else if (dueTime != Timeout.InfiniteTimeSpan)
            {
                lock (time._limits)
                {
                    time._limits.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._limits)
            {
                time._limits.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
