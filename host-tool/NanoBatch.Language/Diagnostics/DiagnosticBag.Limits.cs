using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <content>Messages about limits, schedules and windows.</content>
internal sealed partial class DiagnosticBag
{
    public void TooManyChannels(TextSpan span, string name)
        => Add("JOB161", span, $"a job samples at most 16 channels, '{name}' is one more", "split the job");

    public void TooManyTasks(TextSpan span, int limit)
        => Add("JOB162", span, $"a job has at most {limit} tasks, this is one more", "split the job, or join tasks with the same schedule");

    public void TooManyFields(TextSpan span, int limit)
        => Add("JOB163", span, $"a report has at most {limit} fields, this is one more", "split it over two tasks");

    public void PeriodOutOfRange(TextSpan span, string text)
        => Add("JOB164", span, $"a channel is sampled every 100ms to 1d, not every {text}", "for longer spans sample every 1d and take a longer window");

    public void PeriodNotAligned(TextSpan span, string text)
        => Add("JOB165", span, $"the period {text} is not a whole multiple of 100ms", "round it to 100ms");

    public void BurstOutOfRange(TextSpan span, string text)
        => Add("JOB166", span, $"a burst has 1 to 64 readings, not {text}", "take 64 or fewer");

    public void TooManySlots(TextSpan span, string samples)
        => Add("JOB167", span, $"this keeps {samples}, a channel keeps at most 65535", "sample less often, or keep less");

    public void VersionOutOfRange(TextSpan span, string text)
        => Add("JOB168", span, $"a version is 1 to 65535, not {text}", "count on by one with each change");

    /// <summary>The window as written, or the one that the schedule implies, which has its own code and another remedy.</summary>
    public void WindowNotAligned(WindowModel window, ChannelModel channel)
    {
        long below = window.DurationMs / channel.PeriodMs * channel.PeriodMs;
        string fitting = Durations.Format(below == 0 ? channel.PeriodMs : below);
        string length = Durations.Format(window.DurationMs);
        string period = Durations.Format(channel.PeriodMs);
        if (window.IsDefault)
        {
            Add("JOB170", window.Span, $"the window is {length} without 'over', no whole multiple of the {period} of channel '{channel.Name}'", $"add for example: over {fitting}");
        }
        else
        {
            Add("JOB169", window.Span, $"the window {length} is no whole multiple of the {period} of channel '{channel.Name}'", $"for example: {fitting}");
        }
    }

    public void WindowIsEmpty(TextSpan span)
        => Add("JOB171", span, "the window is empty", "it spans at least one sample");

    public void SamplesOfTwoPeriods(TextSpan span, ChannelModel first, ChannelModel second)
        => Add(
            "JOB172",
            span,
            $"samples are counted, and '{first.Name}' is sampled every {Durations.Format(first.PeriodMs)}, '{second.Name}' every {Durations.Format(second.PeriodMs)}",
            "give a duration, or split the task");

    public void SamplesWithoutChannel(TextSpan span)
        => Add("JOB173", span, "samples are counted, and the task uses no channel", "report something of a channel");

    public void NeedsOutOfRange(TextSpan span, DecimalNumber value)
        => Add("JOB174", span, $"'needs' is 0 to 100 %, not {value}", "80 % is a good start");

    public void ZoneOutOfRange(TextSpan span, string text)
        => Add("JOB175", span, $"a zone is at most 14 hours from utc, not {text}", "give the offset as hours and minutes: +05:30");

    public void TaskPeriodIsZero(TextSpan span)
        => Add("JOB176", span, "a task cannot be due every 0s", "take at least the sample period");

    public void SpreadTooLong(TextSpan span, string spread, string period)
        => Add("JOB177", span, $"the spread {spread} is not below the period {period}", "a spread delays a run, it must not reach the next one");

    public void SpreadNotSeconds(TextSpan span, string spread)
        => Add("JOB178", span, $"the spread {spread} is not in whole seconds", "boards are spread by whole seconds, the rest is dropped");

    public void RunsOutOfRange(TextSpan span, string text)
        => Add("JOB179", span, $"an alert is raised after 1 to 65535 runs, not {text}", "leave 'for' out to raise it at once");

    public void CycleOutOfRange(TextSpan span, string text)
        => Add("JOB180", span, $"a cycle has 1 to 65535 samples, not {text}", "give a schedule in time instead");

    public void CronFieldCount(TextSpan span, int found)
        => Add("JOB181", span, $"five cron fields are needed, found {found}", "minute, hour, day of the month, month, day of the week");

    public void BadCronField(TextSpan span, string text, string field, int low, int high)
        => Add("JOB182", span, $"'{Short(text)}' is no {field} of a cron schedule", $"{low} to {high} as *, 1,2, 1-5, */2 or 1-5/2");

    public void CronNeverRuns(TextSpan span)
        => Add("JOB183", span, "no year has such a day: the task never runs", "check the day of the month and the month");

    public void DayTwice(TextSpan span, string day)
        => Add("JOB184", span, $"'{day}' stands here twice", "remove one");

    public void SilenceIsZero(TextSpan span)
        => Add("JOB185", span, "'or every' needs a time above 0s", "leave it out to send changes alone");

    public void KeepsNothing(TextSpan span)
        => Add("JOB187", span, "this keeps no samples at all", "keep at least one");

    public void TooManyAlerts(TextSpan span, int limit)
        => Add("JOB188", span, $"a task has at most {limit} alerts, this is one more", "split it over two tasks");
}
