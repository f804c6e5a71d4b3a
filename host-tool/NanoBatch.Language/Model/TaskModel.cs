using System.Collections.Generic;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>One task: when it runs, what it looks at, what it does.</summary>
public sealed record TaskModel
{
    /// <summary>1-based place in the file, as reports carry it.</summary>
    public required int Number { get; init; }

    /// <summary>When it is due.</summary>
    public required ScheduleModel Schedule { get; init; }

    /// <summary>The window all its aggregates share, defaults resolved.</summary>
    public required WindowModel Window { get; init; }

    /// <summary>Share of the expected samples that must be valid, 0..100 %; null without <c>needs</c>.</summary>
    public required DecimalNumber? NeedsPercent { get; init; }

    /// <summary>The report, or null in a task that only alerts.</summary>
    public required ReportModel? Report { get; init; }

    /// <summary>Alerts in file order, names unique in the task.</summary>
    public required IReadOnlyList<AlertModel> Alerts { get; init; }

    /// <summary>Every channel that the report or an alert uses, in the order of <see cref="JobModel.Channels"/>.</summary>
    public required IReadOnlyList<ChannelModel> Channels { get; init; }

    /// <summary>The schedule clause.</summary>
    public required TextSpan Span { get; init; }
}
