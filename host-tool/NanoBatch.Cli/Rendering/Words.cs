using System;
using System.Globalization;

namespace NanoBatch.Cli.Rendering;

/// <summary>Figures in sentences.</summary>
internal static class Words
{
    /// <summary><c>1 report</c>, <c>2 reports</c>, <c>12 480 reports</c>.</summary>
    public static string Count(long count, string what) => Number(count) + " " + what + (count == 1 ? "" : "s");

    /// <summary>The same for a word with a plural of its own.</summary>
    public static string Count(long count, string one, string many) => Number(count) + " " + (count == 1 ? one : many);

    /// <summary>Thousands apart by a blank.</summary>
    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary><c>412 bytes</c>, <c>16.3 KB</c>, <c>512 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => FormattableString.Invariant($"{bytes} bytes"),
        < 1024 * 1024 => FormattableString.Invariant($"{bytes / 1024.0:0.#} KB"),
        _ => FormattableString.Invariant($"{bytes / (1024.0 * 1024):0.#} MB"),
    };

    /// <summary>The two largest units: <c>3d 4h</c>, <c>12m 30s</c>, <c>0.4s</c>.</summary>
    public static string Duration(long ms)
    {
        TimeSpan span = TimeSpan.FromMilliseconds(ms);
        return span switch
        {
            { TotalDays: >= 1 } => FormattableString.Invariant($"{(int)span.TotalDays}d {span.Hours}h"),
            { TotalHours: >= 1 } => FormattableString.Invariant($"{span.Hours}h {span.Minutes}m"),
            { TotalMinutes: >= 1 } => FormattableString.Invariant($"{span.Minutes}m {span.Seconds}s"),
            _ => FormattableString.Invariant($"{span.TotalSeconds:0.#}s"),
        };
    }
}
