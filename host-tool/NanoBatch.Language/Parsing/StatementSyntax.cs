using System.Collections.Generic;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Parsing;

/// <summary>A value and where it stands.</summary>
internal readonly record struct Located<T>(T Value, TextSpan Span);

/// <summary>A statement of a job. A part that could not be read is null, and was reported.</summary>
internal abstract record StatementSyntax(TextSpan Span);

/// <summary><c>job NAME [version N]</c>.</summary>
internal sealed record JobSyntax(Located<string>? Name, Located<DecimalNumber>? Version, TextSpan Span);

/// <summary>One name of a sample statement, or a range of them.</summary>
internal sealed record ChannelSyntax(Located<string> First, Located<string>? Last, TextSpan Span);

/// <summary><c>sample … every … burst … keep … valid …</c>.</summary>
internal sealed record SampleSyntax(TextSpan Span) : StatementSyntax(Span)
{
    public required IReadOnlyList<ChannelSyntax> Channels { get; init; }

    public Located<long>? PeriodMs { get; init; }

    public Located<DecimalNumber>? Burst { get; init; }

    public BurstReducer Reducer { get; init; }

    public Located<long>? KeepMs { get; init; }

    public Located<DecimalNumber>? KeepSamples { get; init; }

    public RangeSyntax? Valid { get; init; }
}

/// <summary><c>zone utc</c> or a fixed offset; null minutes were reported.</summary>
internal sealed record ZoneSyntax(int? Minutes, TextSpan OffsetSpan, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>let NAME = …</c>.</summary>
internal sealed record LetSyntax(Located<string>? Name, ExpressionSyntax Value, TextSpan Span) : StatementSyntax(Span);

/// <summary>A schedule's clause; only the members of its kind are set.</summary>
internal sealed record ScheduleSyntax(ScheduleKind Kind, TextSpan Span)
{
    public Located<long>? PeriodMs { get; init; }

    public Located<long>? SpreadMs { get; init; }

    public Located<long>? Minute { get; init; }

    public IReadOnlyList<Located<int>> Days { get; init; } = [];

    public Located<string>? Cron { get; init; }

    public Located<DecimalNumber>? Samples { get; init; }
}

/// <summary><c>over 6h</c> or <c>over 10 samples</c>; neither set where it was reported.</summary>
internal sealed record WindowSyntax(Located<long>? DurationMs, Located<DecimalNumber>? Samples, TextSpan Span);

/// <summary>A schedule with its actions.</summary>
internal sealed record TaskSyntax(TextSpan Span) : StatementSyntax(Span)
{
    /// <summary>Null where the schedule was reported.</summary>
    public required ScheduleSyntax? Schedule { get; init; }

    public WindowSyntax? Window { get; init; }

    public Located<DecimalNumber>? Needs { get; init; }

    public required IReadOnlyList<ActionSyntax> Actions { get; init; }
}

/// <summary>A report or an alert.</summary>
internal abstract record ActionSyntax(TextSpan Span);

/// <summary><c>[name =] expression</c>.</summary>
internal sealed record FieldSyntax(Located<string>? Name, ExpressionSyntax Value, TextSpan Span);

/// <summary><c>on change by X [or every D]</c>.</summary>
internal sealed record ChangeSyntax(Located<DecimalNumber>? By, UnitSyntax? Unit, Located<long>? OrEveryMs, TextSpan Span);

/// <summary><c>report …</c>.</summary>
internal sealed record ReportSyntax(IReadOnlyList<FieldSyntax> Fields, ExpressionSyntax? When, ChangeSyntax? Change, TextSpan KeywordSpan, TextSpan Span)
    : ActionSyntax(Span);

/// <summary><c>alert …</c>.</summary>
internal sealed record AlertSyntax(Located<string>? Name, ExpressionSyntax? When, Located<DecimalNumber>? Runs, ExpressionSyntax? Until, TextSpan Span)
    : ActionSyntax(Span);
