namespace NanoBatch.Results;

/// <summary>Which results to read; what is null does not restrict.</summary>
public sealed record ResultQuery
{
    /// <summary>Earliest window end, included, milliseconds since 1970; leaves out results whose time is unknown.</summary>
    public long? SinceMs { get; init; }

    /// <summary>Latest window end, included, milliseconds since 1970; leaves out results whose time is unknown.</summary>
    public long? UntilMs { get; init; }

    /// <summary>Job name.</summary>
    public string? Job { get; init; }

    /// <summary>Board id.</summary>
    public string? Board { get; init; }

    /// <summary>Only results that arrived after this <see cref="StoredResult.Arrival"/>: what a follower asks next.</summary>
    public long? ArrivedAfter { get; init; }
}
