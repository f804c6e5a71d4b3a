using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Lexing;

/// <summary>The words that cannot be names: keywords, aggregates, day names, <c>abs</c>, <c>raw</c>.</summary>
internal static class ReservedWords
{
    /// <summary>Day names in the order of the bits of a weekday mask, Sunday first.</summary>
    public static readonly IReadOnlyList<string> Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly string[] s_keywords =
    [
        "job", "version", "sample", "every", "burst", "mean", "median", "keep", "samples", "valid", "zone", "utc", "let", "over", "needs",
        "spread", "daily", "at", "weekly", "on", "cron", "after", "demand", "report", "when", "change", "by", "or", "alert", "for", "runs",
        "until", "and", "not", "in",
    ];

    private static readonly FrozenDictionary<string, Aggregate> s_aggregates = Enum.GetValues<Aggregate>()
        .Where(aggregate => aggregate != Aggregate.Percentile)
        .ToFrozenDictionary(aggregate => AggregateTable.NameOf((int)aggregate));

    private static readonly FrozenSet<string> s_reserved = s_keywords.Concat(Days).Concat(s_aggregates.Keys).Append("abs").Append("raw").ToFrozenSet();

    /// <summary>Aggregate words without the percentiles, for suggestions; <c>abs</c> is called like one.</summary>
    public static IEnumerable<string> Functions => s_aggregates.Keys.Order(StringComparer.Ordinal).Append("abs");

    public static bool IsReserved(string word) => s_reserved.Contains(word) || IsPercentile(word, out _);

    /// <summary>True for an aggregate word; <paramref name="percentile"/> is 1..99 for <c>p1</c>..<c>p99</c>, else 0.</summary>
    public static bool IsAggregate(string word, out Aggregate aggregate, out int percentile)
    {
        if (IsPercentile(word, out percentile))
        {
            aggregate = Aggregate.Percentile;
            return true;
        }

        return s_aggregates.TryGetValue(word, out aggregate);
    }

    /// <summary>What a reserved word is for, as a message says it.</summary>
    public static string KindOf(string word)
        => IsAggregate(word, out _, out _) ? "an aggregate" : Days.Contains(word) ? "a day" : "a word of the language";

    private static bool IsPercentile(string word, out int percentile)
    {
        bool isShaped = word.Length is 2 or 3 && word[0] == 'p' && word[1] is >= '1' and <= '9';
        percentile = 0;
        return isShaped && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out percentile);
    }
}
