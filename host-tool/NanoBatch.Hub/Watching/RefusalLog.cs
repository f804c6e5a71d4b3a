using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace NanoBatch.Hub;

/// <summary>Counts what is turned away, each one, and logs it, as much of it as a person can read: a flood must not fill a disk.</summary>
public sealed class RefusalLog(HubMetrics metrics, ILogger log, TimeProvider time)
{
    /// <summary>Lines for one cause in one period; the rest is one line with a number at the period's end.</summary>
    public const int LinesMax = 10;

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<RefusalCause, Period> _periods = [];

    /// <summary>Notes one refusal.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="who">Board, client or address; control characters in it are not printed.</param>
    /// <param name="detail">What exactly, without secrets.</param>
    public void Note(RefusalCause cause, string who, string detail)
    {
        metrics.Refused(cause);
        int unsaid = 0;
        lock (_gate)
        {
            long now = time.GetTimestamp();
            if (!_periods.TryGetValue(cause, out Period? period) || time.GetElapsedTime(period.Start, now) >= s_period)
            {
                unsaid = Math.Max(0, (period?.Count ?? 0) - LinesMax);
                _periods[cause] = period = new Period(now);
            }

            if (++period.Count > LinesMax)
            {
                return;
            }
        }

        if (unsaid > 0)
        {
            HubLog.MoreRefused(log, cause, unsaid);
        }

        HubLog.Refused(log, cause, Clean(who), Clean(detail));
    }

    /// <summary>What others wrote, as one harmless line.</summary>
    private static string Clean(string text)
    {
        string cut = text.Length > 200 ? text[..200] + "…" : text;
        return string.Create(cut.Length, cut, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }

    private sealed class Period(long start)
    {
        public long Start => start;

        public int Count { get; set; }
    }
}
