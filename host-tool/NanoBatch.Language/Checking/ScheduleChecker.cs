using System.Globalization;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>Schedules, and the windows that they imply.</summary>
internal sealed class ScheduleChecker
{
    private const long DayMs = 86_400_000;

    private readonly Scope _scope;

    public ScheduleChecker(Scope scope)
    {
        _scope = scope;
    }

    private DiagnosticBag Bag => _scope.Bag;

    /// <summary>The checked schedule, or null after a report.</summary>
    public ScheduleModel? Check(ScheduleSyntax? syntax)
    {
        if (syntax == null)
        {
            return null;
        }

        var schedule = new ScheduleModel { Kind = syntax.Kind, Span = syntax.Span };
        return syntax.Kind switch
        {
            ScheduleKind.Every => CheckEvery(syntax, schedule),
            ScheduleKind.Daily => schedule with { MinuteOfDay = (int)syntax.Minute!.Value.Value },
            ScheduleKind.Weekly => CheckWeekly(syntax, schedule),
            ScheduleKind.Cron => CronReader.Read(syntax.Cron!.Value.Value, syntax.Cron.Value.Span, Bag) is { } cron ? schedule with { Cron = cron } : null,
            ScheduleKind.AfterSamples => CheckAfter(syntax, schedule),
            _ => schedule,
        };
    }

    /// <summary>The window, default resolved; null where it cannot be told because something was reported.</summary>
    public WindowModel? CheckWindow(WindowSyntax? syntax, ScheduleModel? schedule)
    {
        if (syntax != null)
        {
            return CheckWritten(syntax);
        }

        if (schedule == null)
        {
            return null;
        }

        var window = new WindowModel { Kind = WindowKind.Duration, IsDefault = true, Span = schedule.Span };
        return schedule.Kind switch
        {
            ScheduleKind.Every => window with { DurationMs = schedule.PeriodMs },
            ScheduleKind.Daily => window with { DurationMs = DayMs },
            ScheduleKind.Weekly => window with { DurationMs = 7 * DayMs },
            ScheduleKind.AfterSamples => window with { Kind = WindowKind.Samples, Samples = schedule.Samples },
            _ => window with { Kind = WindowKind.AllKept },
        };
    }

    private WindowModel? CheckWritten(WindowSyntax syntax)
    {
        if (syntax.DurationMs is { } duration)
        {
            if (duration.Value == 0)
            {
                Bag.WindowIsEmpty(duration.Span);
                return null;
            }

            return new WindowModel { Kind = WindowKind.Duration, DurationMs = duration.Value, IsDefault = false, Span = syntax.Span };
        }

        if (syntax.Samples is not { } count)
        {
            return null;
        }

        if (count.Value.Sign == 0)
        {
            Bag.WindowIsEmpty(count.Span);
            return null;
        }

        if (!Limited.TryWhole(count.Value, 1, Limits.KeepSlotsMax, out int samples))
        {
            Bag.TooManySlots(count.Span, _scope.Source.Slice(count.Span) + " samples");
            return null;
        }

        return new WindowModel { Kind = WindowKind.Samples, Samples = samples, IsDefault = false, Span = syntax.Span };
    }

    private ScheduleModel? CheckEvery(ScheduleSyntax syntax, ScheduleModel schedule)
    {
        Located<long> period = syntax.PeriodMs!.Value;
        if (period.Value == 0)
        {
            Bag.TaskPeriodIsZero(period.Span);
            return null;
        }

        schedule = schedule with { PeriodMs = period.Value };
        if (syntax.SpreadMs is not { } spread)
        {
            return schedule;
        }

        if (spread.Value >= period.Value)
        {
            Bag.SpreadTooLong(spread.Span, _scope.Source.Slice(spread.Span), _scope.Source.Slice(period.Span));
            return schedule;
        }

        if (spread.Value % 1000 != 0)
        {
            Bag.SpreadNotSeconds(spread.Span, _scope.Source.Slice(spread.Span));
        }

        return schedule with { SpreadMs = spread.Value };
    }

    private ScheduleModel CheckWeekly(ScheduleSyntax syntax, ScheduleModel schedule)
    {
        int days = 0;
        foreach (Located<int> day in syntax.Days)
        {
            if ((days >> day.Value & 1) != 0)
            {
                Bag.DayTwice(day.Span, _scope.Source.Slice(day.Span));
            }

            days |= 1 << day.Value;
        }

        return schedule with { DaysOfWeek = (byte)days, MinuteOfDay = (int)syntax.Minute!.Value.Value };
    }

    private ScheduleModel? CheckAfter(ScheduleSyntax syntax, ScheduleModel schedule)
    {
        Located<DecimalNumber> count = syntax.Samples!.Value;
        if (Limited.TryWhole(count.Value, 1, Limits.KeepSlotsMax, out int samples))
        {
            return schedule with { Samples = samples };
        }

        Bag.CycleOutOfRange(count.Span, count.Value.ToDouble().ToString(CultureInfo.InvariantCulture));
        return null;
    }
}
