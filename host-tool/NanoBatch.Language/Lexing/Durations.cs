using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NanoBatch.Language.Lexing;

/// <summary>Durations as the language writes them.</summary>
public static class Durations
{
    private static readonly string[] s_names = ["d", "h", "m", "s", "ms"];

    /// <summary>Milliseconds of d, h, m, s, ms.</summary>
    internal static IReadOnlyList<long> UnitsMs { get; } = [86_400_000, 3_600_000, 60_000, 1_000, 1];

    /// <summary>Shortest spelling: <c>1h30m</c>, <c>500ms</c>; zero is <c>0s</c>.</summary>
    /// <param name="durationMs">At least 0.</param>
    public static string Format(long durationMs)
    {
        if (durationMs == 0)
        {
            return "0s";
        }

        var text = new StringBuilder();
        for (int unit = 0; unit < s_names.Length; unit++)
        {
            long count = durationMs / UnitsMs[unit];
            durationMs %= UnitsMs[unit];
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{s_names[unit]}");
            }
        }

        return text.ToString();
    }
}
