using System;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Lexing;

/// <summary>Turns the text of a duration into milliseconds.</summary>
internal static class DurationReader
{
    private static readonly string[] s_units = ["d", "h", "m", "s", "ms"];

    public enum Outcome
    {
        Good,

        /// <summary>Meant as a duration, but not written as one: a fraction, a wrong order, <c>10min</c>.</summary>
        Malformed,

        /// <summary>Over 366 days.</summary>
        TooLong,

        /// <summary>A number with a unit glued to it.</summary>
        NoDuration,
    }

    /// <summary>End of the run of letters, digits and decimal points that begins at an offset.</summary>
    public static int EndOf(string text, int start)
    {
        int end = start;
        while (end < text.Length && (Characters.IsLetter(text[end]) || Characters.IsDigit(text[end]) || IsPoint(text, end)))
        {
            end++;
        }

        return end;
    }

    /// <summary>Reads <c>1h30m</c>: whole numbers, units falling from days to milliseconds, each once.</summary>
    /// <param name="word">Begins with a digit and has a letter.</param>
    /// <param name="durationMs">The duration, also where it is merely malformed and still plain; 0 where nothing can be told.</param>
    public static Outcome TryRead(string word, out long durationMs)
    {
        durationMs = 0;
        double totalMs = 0;
        bool isWellFormed = true;
        int lastUnit = -1;
        int at = 0;
        while (at < word.Length)
        {
            int numberStart = at;
            while (at < word.Length && (Characters.IsDigit(word[at]) || word[at] == '.'))
            {
                at++;
            }

            int unitStart = at;
            while (at < word.Length && Characters.IsLetter(word[at]))
            {
                at++;
            }

            int unit = UnitOf(word[unitStart..at], out bool isExact);
            string digits = word[numberStart..unitStart];
            if (unit < 0 || !double.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out double value))
            {
                return Outcome.NoDuration;
            }

            isWellFormed &= isExact && unit > lastUnit && !digits.Contains('.', StringComparison.Ordinal);
            lastUnit = unit;
            totalMs += value * Durations.UnitsMs[unit];
        }

        if (totalMs > Limits.TaskPeriodMaxMs)
        {
            return Outcome.TooLong;
        }

        durationMs = totalMs == Math.Floor(totalMs) ? (long)totalMs : 0;
        return isWellFormed ? Outcome.Good : Outcome.Malformed;
    }

    /// <summary>Index of a unit; near misses such as <c>min</c> and <c>hours</c> are known so that the message can say so.</summary>
    private static int UnitOf(string unit, out bool isExact)
    {
        int index = Array.IndexOf(s_units, unit);
        isExact = index >= 0;
        return isExact ? index : unit switch
        {
            "day" or "days" => 0,
            "hour" or "hours" or "hr" or "hrs" => 1,
            "min" or "mins" or "minute" or "minutes" => 2,
            "sec" or "secs" or "second" or "seconds" => 3,
            _ => -1,
        };
    }

    private static bool IsPoint(string text, int at)
        => text[at] == '.' && at + 1 < text.Length && Characters.IsDigit(text[at + 1]) && Characters.IsDigit(text[at - 1]);
}
