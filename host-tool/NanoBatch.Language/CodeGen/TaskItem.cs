using NanoBatch.Language.Model;
using NanoBatch.Language.Optimizing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>One task item of a package: schedule, window, needs, program.</summary>
internal static class TaskItem
{
    /// <summary>Writes the item; a window that the schedule implies and a <c>needs 0 %</c> cost nothing.</summary>
    /// <param name="takesRest">True where nothing follows the program, which then needs no length.</param>
    public static void Write(ByteWriter writer, TaskModel task, byte[] program, bool takesRest)
    {
        ScheduleModel schedule = task.Schedule;
        bool hasWindow = !IsImplied(task);
        bool hasNeeds = task.NeedsPercent is { Sign: > 0 };
        writer.U8(PackageReader.TaskItem | (int)schedule.Kind
            | (hasWindow ? PackageReader.WindowFlag : 0)
            | (hasNeeds ? PackageReader.NeedsFlag : 0)
            | (schedule.SpreadMs > 0 ? PackageReader.SpreadFlag : 0)
            | (takesRest ? PackageReader.RestFlag : 0));
        Schedule(writer, schedule);
        if (hasWindow)
        {
            WindowModel window = task.Window;
            writer.Varint(window.Kind == WindowKind.Samples ? ((long)window.Samples * 2) + 1 : DurationCode.Of(window.DurationMs) * 2);
        }

        if (hasNeeds)
        {
            ScanCoder.Constant(writer, task.NeedsPercent!.Value);
        }

        if (!takesRest)
        {
            writer.Varint(program.Length);
        }

        writer.Bytes(program, 0, program.Length);
    }

    private static void Schedule(ByteWriter writer, ScheduleModel schedule)
    {
        switch (schedule.Kind)
        {
            case ScheduleKind.Every:
                writer.Varint(DurationCode.Of(schedule.PeriodMs));
                if (schedule.SpreadMs > 0)
                {
                    writer.Varint(DurationCode.Of(schedule.SpreadMs));
                }

                break;
            case ScheduleKind.Daily:
                writer.Varint(schedule.MinuteOfDay);
                break;
            case ScheduleKind.Weekly:
                writer.U8(schedule.DaysOfWeek);
                writer.Varint(schedule.MinuteOfDay);
                break;
            case ScheduleKind.Cron:
                CronCode.Write(writer, schedule.Cron!);
                break;
            case ScheduleKind.AfterSamples:
                writer.Varint(schedule.Samples);
                break;
        }
    }

    /// <summary>True where the board finds the same window without being told, whether the job names it or not.</summary>
    private static bool IsImplied(TaskModel task)
    {
        var plan = new TaskPlan { Schedule = task.Schedule.Kind, PeriodMs = task.Schedule.PeriodMs, AfterSamples = task.Schedule.Samples };
        ScheduleReader.SetDefaultWindow(plan);
        WindowModel window = task.Window;
        return plan.Window == window.Kind && plan.WindowLength == (window.Kind == WindowKind.Samples ? window.Samples : window.DurationMs);
    }
}
