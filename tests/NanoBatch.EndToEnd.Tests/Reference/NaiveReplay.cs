using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.Reference;
using Expression = NanoBatch.Language.Model.Expression;
using Series = NanoBatch.Language.Model.Series;

namespace NanoBatch.EndToEnd.Tests.Reference;

/// <summary>JOB-LANGUAGE.md read word by word over recorded rows: every window is gathered anew in plain double precision. Slow on purpose.</summary>
internal sealed class NaiveReplay(JobModel job, long[] rowTimesMs, IReadOnlyDictionary<string, NaiveChannel> channels)
{
    private readonly long _startMs = rowTimesMs[0];
    private readonly long _endMs = rowTimesMs[^1];
    private readonly double _medianMs = Median(rowTimesMs);

    // Windows overlap: a sample is worked out once for each channel and instant.
    private readonly Dictionary<(int Channel, long TimeMs), double?> _samples = [];

    /// <summary>Every event of the replay, in order.</summary>
    public List<NaiveEvent> Run()
    {
        var events = new List<(long Time, int Task, List<NaiveEvent> Events)>();
        foreach (TaskModel task in job.Tasks)
        {
            var state = new TaskState(task);
            foreach (long due in DueTimes(task).Where(t => t <= _endMs))
            {
                events.Add((due, task.Number, RunTask(task, state, due)));
            }
        }

        return [.. events.OrderBy(e => e.Time).ThenBy(e => e.Task).SelectMany(e => e.Events)];
    }

    private IEnumerable<long> DueTimes(TaskModel task)
    {
        long zoneMs = job.ZoneMinutes * 60000L;
        ScheduleModel schedule = task.Schedule;
        switch (schedule.Kind)
        {
            case ScheduleKind.Every:
                for (long t = CeilTo(_startMs + zoneMs, schedule.PeriodMs); t - zoneMs <= _endMs; t += schedule.PeriodMs)
                {
                    yield return t - zoneMs;
                }

                break;
            case ScheduleKind.AfterSamples:
                int periodMs = task.Channels[0].PeriodMs;
                for (long t = CeilTo(_startMs, periodMs) + ((schedule.Samples - 1L) * periodMs); t <= _endMs; t += (long)schedule.Samples * periodMs)
                {
                    yield return t;
                }

                break;
            case ScheduleKind.OnDemand:
                break;
            default:
                for (long t = CeilTo(_startMs + zoneMs, 60000); t - zoneMs <= _endMs; t += 60000)
                {
                    if (IsDue(schedule, DateTime.UnixEpoch.AddMilliseconds(t)))
                    {
                        yield return t - zoneMs;
                    }
                }

                break;
        }
    }

    private static bool IsDue(ScheduleModel schedule, DateTime local)
    {
        int minute = (local.Hour * 60) + local.Minute;
        switch (schedule.Kind)
        {
            case ScheduleKind.Daily:
                return minute == schedule.MinuteOfDay;
            case ScheduleKind.Weekly:
                return minute == schedule.MinuteOfDay && (schedule.DaysOfWeek >> (int)local.DayOfWeek & 1) != 0;
            default:
                CronModel cron = schedule.Cron!;
                bool dom = (cron.DaysOfMonth >> local.Day & 1) != 0;
                bool dow = (cron.DaysOfWeek >> (int)local.DayOfWeek & 1) != 0;
                bool day = cron.IsDayOfMonthRestricted && cron.IsDayOfWeekRestricted ? dom || dow : dom && dow;
                return (cron.Minutes >> local.Minute & 1) != 0 && (cron.Hours >> local.Hour & 1) != 0 && (cron.Months >> local.Month & 1) != 0 && day;
        }
    }

    private List<NaiveEvent> RunTask(TaskModel task, TaskState state, long due)
    {
        var events = new List<NaiveEvent>();
        if (task.Report is { } report && (report.When is null || Holds(report.When, task, due)))
        {
            List<(string Name, double?[]? Values)> fields = [.. report.Fields.Select(f => (f.Name, Field(f.Value, task, due)))];
            double?[] flat = [.. fields.SelectMany(f => f.Values ?? [null])];
            bool sends = report.OnChange is not { } change
                || state.Sent is null
                || Differ(flat, state.Sent, change.By.ToDouble())
                || (change.OrEveryMs is { } silence && due - state.SentMs >= silence);
            if (sends)
            {
                state.Sent = flat;
                state.SentMs = due;
                events.Add(new NaiveEvent(due, task.Number, null, false, state.Seq++, WindowMs(task, due), Channels(task, due), fields));
            }
        }

        foreach (AlertModel alert in task.Alerts)
        {
            bool holds = Holds(alert.When, task, due);
            if (state.Raised.Contains(alert.Name))
            {
                if (alert.Until is { } until ? Holds(until, task, due) : !holds)
                {
                    state.Raised.Remove(alert.Name);
                    state.Held[alert.Name] = 0;
                    events.Add(new NaiveEvent(due, task.Number, alert.Name, false, 0, 0, [], []));
                }
            }
            else
            {
                int held = holds ? state.Held.GetValueOrDefault(alert.Name) + 1 : 0;
                state.Held[alert.Name] = held;
                if (held >= alert.ForRuns)
                {
                    state.Raised.Add(alert.Name);
                    events.Add(new NaiveEvent(due, task.Number, alert.Name, true, 0, 0, [], []));
                }
            }
        }

        return events;
    }

    private static bool Differ(double?[] now, double?[] sent, double by)
        => now.Length != sent.Length || now.Zip(sent).Any(p => p.First is null != p.Second is null || (p.First is { } a && Math.Abs(a - p.Second!.Value) >= by));

    private List<(string Name, long Expected, long Count)> Channels(TaskModel task, long due)
        => [.. task.Channels.Select(c =>
        {
            double?[] window = Window(c, task, due);
            return (c.Name, (long)window.Length, (long)window.Count(v => v.HasValue));
        })];

    private long WindowMs(TaskModel task, long due) => task.Window.Kind switch
    {
        WindowKind.Duration => task.Window.DurationMs,
        WindowKind.Samples => (long)task.Window.Samples * task.Channels[0].PeriodMs,
        _ => task.Channels.Select(c => (long)Slots(c, task, due) * c.PeriodMs).DefaultIfEmpty(0).Max(),
    };

    private int Slots(ChannelModel channel, TaskModel task, long due)
    {
        if (task.Window.Kind != WindowKind.AllKept)
        {
            return task.Window.SlotsOf(channel);
        }

        long soFar = FloorDiv(due, channel.PeriodMs) - (CeilTo(_startMs, channel.PeriodMs) / channel.PeriodMs) + 1;
        return (int)Math.Clamp(soFar, 0, channel.RingSlots);
    }

    /// <summary>Calibrated valid samples, oldest first; null for gaps and for what lies before the first sample.</summary>
    private double?[] Window(ChannelModel channel, TaskModel task, long due)
    {
        int slots = Slots(channel, task, due);
        long newest = FloorDiv(due, channel.PeriodMs);
        return [.. Enumerable.Range(0, slots).Select(i => Sample(channel, (newest - slots + 1 + i) * channel.PeriodMs))];
    }

    private double? Sample(ChannelModel channel, long timeMs)
    {
        if (!_samples.TryGetValue((channel.Index, timeMs), out double? sample))
        {
            _samples[(channel.Index, timeMs)] = sample = Read(channel, timeMs);
        }

        return sample;
    }

    private double? Read(ChannelModel channel, long timeMs)
    {
        NaiveChannel data = channels[channel.Name];
        if (timeMs < _startMs || CountsAt(data, timeMs) is not { } counts)
        {
            return null;
        }

        double value = NaiveAggregates.Calibrate(data.Raw, data.Value, counts);
        if (channel.Valid is { } valid)
        {
            double compared = valid.IsRaw ? counts : value;
            if (compared < valid.Low.ToDouble() || compared > valid.High.ToDouble())
            {
                return null;
            }
        }

        return value;
    }

    private int? CountsAt(NaiveChannel data, long timeMs)
    {
        int row = Array.BinarySearch(rowTimesMs, timeMs);
        row = row < 0 ? ~row - 1 : row;
        if (row < 0)
        {
            return null;
        }

        bool isFollowed = row + 1 < rowTimesMs.Length && rowTimesMs[row + 1] - rowTimesMs[row] <= 1.5 * _medianMs;
        return isFollowed || row + 1 == rowTimesMs.Length && timeMs == rowTimesMs[row] || timeMs < rowTimesMs[row] + _medianMs ? data.Counts[row] : null;
    }

    private double? Value(Expression expression, TaskModel task, long due)
    {
        switch (expression)
        {
            case NumberExpression number:
                return number.Value.ToDouble();
            case RawCountsExpression raw:
                NaiveChannel data = channels[raw.Channel.Name];
                return NaiveAggregates.Calibrate(data.Raw, data.Value, raw.Counts.ToDouble());
            case NegateExpression negate:
                return -Value(negate.Operand, task, due);
            case AbsExpression abs:
                return Value(abs.Operand, task, due) is { } v ? Math.Abs(v) : null;
            case BinaryExpression binary:
                return Arithmetic(binary.Operator, Value(binary.Left, task, due), Value(binary.Right, task, due));
            case AggregateExpression aggregate:
                return Aggregated(aggregate, task, due)?[0];
            default:
                throw new InvalidOperationException("no naive reading of " + expression.GetType().Name);
        }
    }

    private double?[]? Field(Expression expression, TaskModel task, long due)
        => expression is AggregateExpression { Kind: Aggregate.Hist } hist ? Aggregated(hist, task, due) : Value(expression, task, due) is { } v ? [v] : null;

    private double?[]? Aggregated(AggregateExpression aggregate, TaskModel task, long due)
    {
        double?[] x = Points(aggregate.Series, task, due);
        double?[]? y = aggregate.SecondSeries is null ? null : Points(aggregate.SecondSeries, task, due);
        if (y is not null)
        {
            int length = Math.Min(x.Length, y.Length);
            (x, y) = (x[^length..], y[^length..]);
        }

        int valid = y is null ? x.Count(v => v.HasValue) : x.Zip(y).Count(p => p.First.HasValue && p.Second.HasValue);
        bool isExempt = aggregate.Kind is Aggregate.Count or Aggregate.Gaps or Aggregate.Coverage;
        if (!isExempt && task.NeedsPercent is { } needs && 100.0 * valid < needs.ToDouble() * x.Length)
        {
            return null;
        }

        ChannelModel first = ChannelsOf(aggregate.Series).First();
        if (aggregate.Filter is { } filter)
        {
            double?[] compared = filter.IsRaw ? RawPoints(first, task, due) : x;
            x = [.. x.Zip(compared).Select(p => p.First.HasValue && p.Second >= filter.Low.ToDouble() && p.Second <= filter.High.ToDouble() ? p.First : null)];
        }

        if (y is not null)
        {
            return NaiveAggregates.Correlate(x, y) is { } r ? [r] : null;
        }

        double[] arguments = [.. aggregate.Arguments.Select(a => a.IsRaw ? NaiveAggregates.Calibrate(channels[first.Name].Raw, channels[first.Name].Value, a.Value.ToDouble())
            : a.Value.ToDouble())];
        if (aggregate.Kind == Aggregate.Hist && arguments[0] > arguments[1])
        {
            arguments = [arguments[1], arguments[0]];
        }

        double a0 = aggregate.Kind == Aggregate.Percentile ? aggregate.Percentile : arguments.ElementAtOrDefault(0);
        double?[] result = NaiveAggregates.Evaluate(aggregate.Kind, x, first.PeriodMs / 3600000.0, a0, arguments.ElementAtOrDefault(1), aggregate.Bins);
        return result[0] is null ? null : result;
    }

    private double?[] RawPoints(ChannelModel channel, TaskModel task, long due)
    {
        int slots = Slots(channel, task, due);
        long newest = FloorDiv(due, channel.PeriodMs);
        return [.. Enumerable.Range(0, slots).Select(i => (newest - slots + 1 + i) * channel.PeriodMs).Select(t => t < _startMs ? null
            : (double?)CountsAt(channels[channel.Name], t))];
    }

    private double?[] Points(Series series, TaskModel task, long due)
    {
        switch (series)
        {
            case ChannelSeries channel:
                return Window(channel.Channel, task, due);
            case BinarySeries binary:
                int length = ChannelsOf(series).Min(c => Slots(c, task, due));
                return [.. Fit(Points(binary.Left, task, due), length).Zip(Fit(Points(binary.Right, task, due), length)).Select(p =>
                    Arithmetic(binary.Operator, p.First, p.Second))];
            case NumberSeries number:
                return [number.Value.ToDouble()];
            default:
                throw new InvalidOperationException("no naive reading of " + series.GetType().Name);
        }
    }

    /// <summary>A constant repeats; of all that is kept, a series has what each of its rings has.</summary>
    private static double?[] Fit(double?[] points, int length)
        => points.Length == 1 && length != 1 ? [.. Enumerable.Repeat(points[0], length)] : points[^length..];

    private static IEnumerable<ChannelModel> ChannelsOf(Series series) => series switch
    {
        ChannelSeries channel => [channel.Channel],
        BinarySeries binary => ChannelsOf(binary.Left).Concat(ChannelsOf(binary.Right)),
        _ => [],
    };

    private bool Holds(Condition condition, TaskModel task, long due)
    {
        switch (condition)
        {
            case AndCondition and:
                return Holds(and.Left, task, due) && Holds(and.Right, task, due);
            case OrCondition or:
                return Holds(or.Left, task, due) || Holds(or.Right, task, due);
            case NotCondition not:
                return !Holds(not.Operand, task, due);
            case CompareCondition compare:
                return Value(compare.Left, task, due) is { } a && Value(compare.Right, task, due) is { } b && compare.Operator switch
                {
                    CompareOperator.Less => a < b,
                    CompareOperator.LessOrEqual => a <= b,
                    CompareOperator.Greater => a > b,
                    CompareOperator.GreaterOrEqual => a >= b,
                    CompareOperator.Equal => a == b,
                    _ => a != b,
                };
            case InRangeCondition range:
                double low = range.Range.Low.ToDouble();
                double high = range.Range.High.ToDouble();
                if (range.RawChannel is { } channel)
                {
                    NaiveChannel data = channels[channel.Name];
                    low = NaiveAggregates.Calibrate(data.Raw, data.Value, low);
                    high = NaiveAggregates.Calibrate(data.Raw, data.Value, high);
                    (low, high) = (Math.Min(low, high), Math.Max(low, high));
                }

                return Value(range.Operand, task, due) is { } v && v >= low && v <= high;
            default:
                throw new InvalidOperationException("no naive reading of " + condition.GetType().Name);
        }
    }

    private static double? Arithmetic(ArithmeticOperator op, double? a, double? b)
    {
        if (a is null || b is null)
        {
            return null;
        }

        double? result = op switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.Multiply => a * b,
            _ => b == 0 ? null : a / b,
        };
        return result is { } r && double.IsFinite(r) ? r : null;
    }

    private static double Median(long[] times)
    {
        long[] steps = [.. times.Zip(times.Skip(1)).Select(p => p.Second - p.First).Order()];
        return steps.Length == 0 ? 0 : (steps[(steps.Length - 1) / 2] + steps[steps.Length / 2]) / 2.0;
    }

    private static long CeilTo(long value, long step) => -FloorDiv(-value, step) * step;

    private static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    private sealed class TaskState(TaskModel task)
    {
        public TaskModel Task { get; } = task;

        public long Seq { get; set; }

        public double?[]? Sent { get; set; }

        public long SentMs { get; set; }

        public HashSet<string> Raised { get; } = [];

        public Dictionary<string, int> Held { get; } = [];
    }
}
