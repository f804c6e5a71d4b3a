using System;
using System.Globalization;

namespace NanoBatch.Cli.Rendering;

/// <summary>Times as options take them: ISO 8601 (UTC unless it has an offset), unix seconds, or a duration back from now.</summary>
internal static class TimeOption
{
    private static readonly string[] s_forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK",
    ];

    /// <summary>Reads a time.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">What the user wrote; null gives null.</param>
    /// <param name="now">What a duration such as <c>7d</c> goes back from; null where durations make no sense.</param>
    /// <returns>Milliseconds since 1970.</returns>
    /// <exception cref="CliFailure">Exit code 2: it is no time.</exception>
    public static long? Read(string option, string? text, DateTimeOffset? now = null)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time.ToUnixTimeMilliseconds();
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return seconds * 1000;
        }

        return now is { } end && Back(text) is { } back
            ? (end - back).ToUnixTimeMilliseconds()
            : throw CliFailure.Usage(
                $"'{text}' is no time for {option}",
                "write 2025-06-01T06:00:00Z, 2025-06-01 or unix seconds" + (now is null ? "" : "; 12h and 7d count back from now"));
    }

    /// <summary>Reads a length of time such as <c>12h</c> or <c>7d</c>.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">What the user wrote; null gives null.</param>
    /// <returns>Milliseconds.</returns>
    /// <exception cref="CliFailure">Exit code 2: it is none.</exception>
    public static long? ReadSpan(string option, string? text) => text is null
        ? null
        : (long)(Back(text) ?? throw CliFailure.Usage($"'{text}' is no length of time for {option}", "write 30m, 12h or 7d")).TotalMilliseconds;

    private static TimeSpan? Back(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > 100_000)
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }
}
