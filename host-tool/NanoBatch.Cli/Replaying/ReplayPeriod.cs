using System;
using NanoBatch.Results;

namespace NanoBatch.Cli.Replaying;

/// <summary>The part of a past that the user asked for; null does not restrict.</summary>
/// <param name="FromMs">First instant, milliseconds since 1970.</param>
/// <param name="ToMs">Last instant, milliseconds since 1970.</param>
internal readonly record struct ReplayPeriod(long? FromMs, long? ToMs)
{
    /// <summary>The part of a past that there is.</summary>
    /// <param name="what">Where the past comes from, for messages.</param>
    /// <param name="firstMs">Its first instant.</param>
    /// <param name="lastMs">Its last instant.</param>
    /// <exception cref="CliFailure">Exit code 2: there is nothing of it in the period.</exception>
    public (long FirstMs, long LastMs) Within(string what, long firstMs, long lastMs)
    {
        long from = Math.Max(FromMs ?? firstMs, firstMs);
        long to = Math.Min(ToMs ?? lastMs, lastMs);
        return from <= to
            ? (from, to)
            : throw CliFailure.Usage("there are no data in that period", $"{what} goes from {ResultTime.Text(firstMs)} to {ResultTime.Text(lastMs)}");
    }
}
