using System.Collections.Generic;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A job that passed every check, ready for code generation: names resolved, lets inlined, fields expanded, defaults filled in.</summary>
/// <remarks>Everything a generator needs is here; it never looks at the syntax tree. Spans point into the source for the source map.</remarks>
public sealed record JobModel
{
    /// <summary>Job name, at most 32 characters; replacement on a board is by this name.</summary>
    public required string Name { get; init; }

    /// <summary>1..65 535; 1 where the job does not say.</summary>
    public required int Version { get; init; }

    /// <summary>Fixed offset of the job's zone from UTC, -840..840 minutes; 0 is UTC.</summary>
    public required int ZoneMinutes { get; init; }

    /// <summary>1..16 channels in the order of their first sampling; 0 only where the job samples nothing.</summary>
    public required IReadOnlyList<ChannelModel> Channels { get; init; }

    /// <summary>Up to 16 tasks in file order; the task number of a report is the index plus one.</summary>
    public required IReadOnlyList<TaskModel> Tasks { get; init; }

    /// <summary>The <c>job</c> header.</summary>
    public required TextSpan Span { get; init; }
}
