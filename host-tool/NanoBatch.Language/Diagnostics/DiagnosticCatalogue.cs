using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Language.Diagnostics;

/// <summary>Every code that the front end can give, with an example and its remedy: the handbook's list of messages.</summary>
/// <remarks>Codes are stable, and a retired one is not used again. The words of a message are free, its code and place are not.</remarks>
public static class DiagnosticCatalogue
{
    /// <summary>Two lines that most examples begin with.</summary>
    private const string Head = "job x\nsample a every 10s\n";

    private static readonly DiagnosticDescriptor[] s_all =
    [
        Error("JOB100", "not UTF-8", "job x # caf\\xE9", "Save the file with the encoding UTF-8."),
        Error("JOB101", "file too large", "(a file over 256 KB)", "Check that it is a job file."),
        Error("JOB102", "unknown channel", "job x\nsample soil1 every 30s\nevery 15m report mean(soill)", "Correct the name, or sample the channel."),
        Error("JOB103", "unexpected character", Head + "every 1m report mean(a);", "Remove the character, or write what the hint says."),
        Error("JOB104", "text without its end", Head + "cron \"0 6 * * *\n    report mean(a)", "Close the text with a quotation mark on the same line."),
        Error("JOB105", "unit without its space", Head + "every 1m alert high when mean(a) > 4.5kPa", "Put a space between number and unit; only % may do without."),
        Error("JOB106", "too many digits", Head + "every 1m alert high when mean(a) > 1.234567891", "Round the number to nine significant digits."),
        Error("JOB107", "number out of range", Head + "every 1m alert high when mean(a) > 1e39", "Use a number between 1e-38 and 1e38."),
        Error("JOB108", "malformed duration", "job x\nsample a every 1.5h\nevery 3h report mean(a)", "Write whole numbers with d, h, m, s, ms in this order: 1h30m."),
        Error("JOB109", "duration too long", Head + "every 400d over 1d report mean(a)", "Stay within 366 days."),
        Error("JOB110", "malformed time of day", Head + "daily at 6:00 report mean(a)", "Write two digits for the hour and for the minute: 06:00."),
        Error("JOB111", "nested too deeply", Head + "every 1m report y = ((((…))))", "Name parts of the expression with let."),
        Error("JOB112", "something else was expected", "job x\nsample a every foo\nevery 1m report mean(a)", "Write what the message expects."),
        Error("JOB113", "no job line", "sample a every 10s\nevery 1m report mean(a)", "Begin the file with job and a name."),
        Error("JOB114", "second job line", Head + "every 1m report mean(a)\njob y", "One file is one job: make two files."),
        Error("JOB115", "job line not first", "sample a every 10s\njob x\nevery 1m report mean(a)", "Move the job line to the top."),
        Error("JOB116", "chained comparison", Head + "every 1m alert ok when 5 < mean(a) < 10", "Join two comparisons with and, or use in LO..HI."),
        Error("JOB117", "reserved word as a name", "job x\nsample max every 10s", "Choose a name that is no word of the language."),
        Error("JOB118", "name too long", Head + "every 1m report a_name_with_thirty_three_letters_ = mean(a) - 1", "Use at most 32 characters."),
        Error("JOB119", "malformed name", "job x\nsample größe every 10s\nevery 1m report mean(größe)", "Use letters a-z and A-Z, digits and underscores, a letter first."),
        Error("JOB120", "task without action", Head + "every 1m over 1h\nevery 2m report mean(a)", "Give the task a report or an alert."),
        Error("JOB121", "second report", Head + "every 1m\n    report mean(a)\n    report max(a)", "Join the fields with commas, or make two tasks."),
        Error("JOB122", "clauses out of order", Head + "every 1m needs 80 % over 1h report mean(a)", "Write the clauses in the order of the grammar."),
        Error("JOB123", "clause twice", Head + "every 1m over 1h over 2h report mean(a)", "Keep one of the two."),
        Error("JOB124", "duration as a number", Head + "every 1m alert deep when mean(a) > 15m", "Put a space before a unit: 15 m is metres, 15m are minutes."),
        Error("JOB125", "unknown name", Head + "let dry = mean(a) < 5\nevery 1m alert low when dri", "Correct the name, or define it with let."),
        Error("JOB126", "channel without aggregate", Head + "every 1m alert low when a < 5", "Say which of the channel's values is meant: last(a), mean(a)."),
        Error("JOB127", "let used before its definition", Head + "every 1m alert low when dry\nlet dry = mean(a) < 5", "Move the let above its first use."),
        Error("JOB128", "name given twice", Head + "let a = 5\nevery 1m report mean(a)", "Choose a name that no channel or other let has."),
        Error("JOB129", "channel sampled twice", Head + "sample a every 1m\nevery 1m report mean(a)", "Sample a channel once."),
        Error("JOB130", "two fields with one name", Head + "every 1m report p90(a), p90(a in 0..5)", "Name one of them."),
        Error("JOB131", "two alerts with one name", Head + "every 1m\n    alert hot when max(a) > 5\n    alert hot when max(a) > 9", "Name each alert of a task differently."),
        Error("JOB132", "unknown aggregate", Head + "every 1m report men(a)", "Correct the name; the handbook lists all aggregates."),
        Error("JOB133", "malformed channel range", "job x\nsample soil4..soil1 every 10s", "Write one stem and a rising number."),
        Error("JOB134", "misplaced channel range", "job x\nsample a1..a3 every 10s\nevery 1m alert low when mean(a1..a3) < 5",
            "A range stands as the whole series of a whole field only."),
        Error("JOB135", "name for an expanding field", "job x\nsample a1..a3 every 10s\nevery 1m report y = mean(a1..a3)", "Leave the name out."),
        Error("JOB136", "field without a name", Head + "every 1m report max(a) - min(a)", "Name every field that is more than one aggregate of one channel."),
        Error("JOB137", "let in a series", Head + "let half = 0.5\nevery 1m report y = mean(a * half)", "Write the value out inside the aggregate."),
        Error("JOB138", "= where == is meant", Head + "every 1m alert off when mean(a) = 0", "Compare with ==."),
        Error("JOB139", "action outside of a task", Head + "report mean(a)", "Write a schedule above it."),
        Error("JOB140", "number where a condition is needed", Head + "every 1m alert low when mean(a)", "Compare the number with something."),
        Error("JOB141", "condition where a number is needed", Head + "every 1m report low = mean(a) < 5", "Use the condition behind when or until."),
        Error("JOB142", "histogram in an expression", Head + "every 1m report y = hist(a, 0, 60, 6) / 2", "Report the histogram as a field of its own."),
        Error("JOB143", "wrong number of arguments", Head + "every 1m report quantile(a)", "Give the arguments that the hint shows."),
        Error("JOB144", "argument is not a number", Head + "every 1m report above(a, mean(a))", "Give a plain number."),
        Error("JOB145", "argument with a unit", Head + "every 1m report quantile(a, 0.5 %)", "Remove the unit."),
        Error("JOB146", "quantile out of range", Head + "every 1m report quantile(a, 90)", "Give a number from 0 to 1."),
        Error("JOB147", "weight out of range", Head + "every 1m report ewma(a, 0)", "Give a number above 0 and up to 1."),
        Error("JOB148", "bins out of range", Head + "every 1m report hist(a, 0, 60, 33)", "Give 1 to 32 bins."),
        Error("JOB149", "no such percentile", Head + "every 1m report p100(a)", "Use p1 to p99, min or max."),
        Error("JOB150", "ends of a range swapped", "job x\nsample a every 10s valid 60..0\nevery 1m report mean(a)", "Put the lower end first."),
        Error("JOB151", "aggregate without a channel", Head + "every 1m report y = mean(5), mean(a)", "Name a channel."),
        Error("JOB152", "not a series", Head + "every 1m report y = mean(max(a))", "Use channels and numbers joined by + - * / inside an aggregate."),
        Error("JOB153", "series of two periods", Head + "sample b every 1m\nevery 1m report y = mean(a - b)", "Sample the channels with the same period."),
        Error("JOB154", "unit in a series", Head + "every 1m report y = mean(a - 5 %)", "Remove the unit."),
        Error("JOB155", "unit does not fit the board", "job x\nsample soil1 every 10s\nevery 1m alert low when mean(soil1) < 5 kPa", "Use the unit of the board profile."),
        Error("JOB156", "two units for one channel", Head + "every 1m alert low when min(a) < 5 % or max(a) > 9 kPa", "Use one unit for a channel."),
        Error("JOB157", "unit does not fit the value", Head + "every 1m alert bad when coverage(a) < 80 kPa", "coverage is in %, above and below are in h."),
        Error("JOB158", "sign in a series", Head + "every 1m report y = mean(-a)", "Put the sign before the aggregate."),
        Error("JOB159", "expression too large", Head + "every 1m report y = mean(a) + mean(a) + …", "Split it over several fields."),
        Error("JOB160", "channel not on the board", "job x\nsample soil9 every 10s\nevery 1m report mean(soil9)", "Use a channel of the board profile, or add it there."),
        Error("JOB161", "too many channels", "job x\nsample a1..a17 every 10s\nevery 1m report mean(a1..a16)", "Split the job: 16 channels are the limit."),
        Error("JOB162", "too many tasks", "(a job with 17 tasks)", "Split the job: 16 tasks are the limit."),
        Error("JOB163", "too many fields", "job x\nsample a1..a11 every 10s\nevery 1m report min(a1..a11), max(a1..a11), mean(a1..a11)",
            "Split the report: 32 fields are the limit, each channel of a range counts."),
        Error("JOB164", "sample period out of range", "job x\nsample a every 50ms\nevery 1m report mean(a)", "Sample every 100ms to 1d."),
        Error("JOB165", "sample period not a multiple of 100ms", "job x\nsample a every 250ms\nevery 1m report mean(a)", "Round the period to 100ms."),
        Error("JOB166", "burst out of range", "job x\nsample a every 10s burst 65 mean\nevery 1m report mean(a)", "Use 1 to 64 readings."),
        Error("JOB167", "too many samples kept", "job x\nsample a every 1s keep 1d\nevery 1m report mean(a)", "Keep at most 65 535 samples: sample less often, or keep less."),
        Error("JOB168", "version out of range", "job x version 0\nsample a every 10s\nevery 1m report mean(a)", "Use 1 to 65 535."),
        Error("JOB169", "window not a multiple of the period", "job x\nsample a every 7s\nevery 1m over 1m report mean(a)",
            "Choose a window that holds a whole number of samples."),
        Error("JOB170", "default window not a multiple of the period", "job x\nsample a every 7s\nevery 1m report mean(a)",
            "Add over with a window that holds a whole number of samples."),
        Error("JOB171", "empty window", Head + "every 1m over 0s report mean(a)", "Give a window of at least one sample."),
        Error("JOB172", "samples of two periods counted", Head + "sample b every 20s\nafter 10 samples report mean(a), mean(b)", "Use channels of one period, or give a duration."),
        Error("JOB173", "samples of no channel counted", Head + "after 10 samples report y = 1", "Use a channel in the task."),
        Error("JOB174", "needs out of range", Head + "every 1m needs 101 % report mean(a)", "Use 0 to 100 %."),
        Error("JOB175", "zone out of range", "job x\nzone +15:00\nsample a every 10s\nevery 1m report mean(a)", "Use an offset within 14 hours."),
        Error("JOB176", "task period of zero", Head + "every 0s report mean(a)", "Use a period above zero."),
        Error("JOB177", "spread too long", Head + "every 1m spread 1m report mean(a)", "Use a spread below the task's period."),
        Warning("JOB178", "spread not in seconds", Head + "every 1m spread 1500ms report mean(a)", "Use whole seconds."),
        Error("JOB179", "runs out of range", Head + "every 1m alert low when mean(a) < 5 for 0 runs", "Use 1 to 65 535 runs."),
        Error("JOB180", "cycle out of range", Head + "after 0 samples report mean(a)", "Use 1 to 65 535 samples."),
        Error("JOB181", "wrong number of cron fields", Head + "cron \"0 6 * *\" report mean(a)", "Give minute, hour, day of the month, month, day of the week."),
        Error("JOB182", "malformed cron field", Head + "cron \"0 24 * * *\" report mean(a)", "Use *, lists, ranges and steps within the field's limits."),
        Warning("JOB183", "cron schedule without a day", Head + "cron \"0 6 31 2 *\" report mean(a)", "Choose a day that the month has."),
        Warning("JOB184", "weekday twice", Head + "weekly on mon, mon at 06:00 over 1d report mean(a)", "Name each day once."),
        Error("JOB185", "silence of zero", Head + "every 1m report mean(a) on change by 1 or every 0s", "Give a time above zero, or leave it out."),
        Error("JOB186", "second zone", "job x\nzone utc\nzone +01:00\nsample a every 10s\nevery 1m report mean(a)", "A job has one zone."),
        Error("JOB187", "nothing kept", "job x\nsample a every 10s keep 0 samples\nevery 1m report mean(a)", "Keep at least one sample, or leave keep out."),
        Error("JOB188", "too many alerts", "(a task with 17 alerts)", "Split the task: 16 alerts are the limit."),
        Error("JOB189", "series too large", Head + "every 1m report y = mean(a + a + …)", "Split the series and join the results."),
        Warning("JOB190", "unused let", Head + "let dry = mean(a) < 5\nevery 1m report mean(a)", "Use the let, or remove it."),
        Warning("JOB191", "unused channel", Head + "sample b every 10s\nevery 1m report mean(a)", "Use the channel in a task, or do not sample it."),
        Warning("JOB192", "job without a task", "job x", "Add a task."),
        Error("JOB193", "unit too long", Head + "every 1m alert low when mean(a) < 5 kilopascalsperhour", "Use at most 15 characters."),
        Error("JOB199", "too many messages", "(a file with more than 100 mistakes)", "Correct the first ones and check again."),
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byCode = s_all.ToDictionary(row => row.Code);

    /// <summary>All codes in rising order.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => s_all;

    /// <summary>The row of a code.</summary>
    /// <exception cref="ArgumentException">There is no such code: a bug, never a job's fault.</exception>
    public static DiagnosticDescriptor Find(string code)
        => s_byCode.TryGetValue(code, out DiagnosticDescriptor? row) ? row : throw new ArgumentException($"no row for {code}", nameof(code));

    private static DiagnosticDescriptor Error(string code, string title, string example, string remedy)
        => new(code, DiagnosticSeverity.Error, title, example, remedy);

    private static DiagnosticDescriptor Warning(string code, string title, string example, string remedy)
        => new(code, DiagnosticSeverity.Warning, title, example, remedy);
}
