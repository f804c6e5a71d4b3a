using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NanoBatch.Tests.Support;

/// <summary>Jobs without mistakes, drawn from the whole grammar, in careless layout and with comments everywhere.</summary>
internal sealed class GeneratedJob
{
    /// <summary>The example of JOB-LANGUAGE.md section 1; it is in canonical layout.</summary>
    public const string SectionOne = """
        # Irrigation decision for one zone: four probes, one answer every quarter of an hour.
        job irrigation

        sample soil1..soil4 every 30s burst 5 median keep 12h valid 0..60 %

        let drying = slope(soil1) < 0 and mean(soil1) < 22 %

        every 15m over 6h needs 80 %
            report mean(soil1..soil4), p10(soil1), p90(soil1), slope(soil1)
            alert dry when drying for 2 runs until mean(soil1) > 25 %

        daily at 06:00 over 1d
            report low = min(soil1), high = max(soil1), swing = range(soil1), wet_hours = above(soil1, 30 %)

        """;

    private static readonly string[] s_plain =
    [
        "count", "gaps", "coverage", "sum", "mean", "min", "max", "range", "first", "last", "delta", "stddev", "stddevp", "variance", "median",
        "p1", "p50", "p99", "slope", "rate", "integral",
    ];

    private static readonly string[] s_schedules =
    [
        "every 15m", "every 1h30m spread 20s", "daily at 06:00", "weekly on mon,fri at 23:45", "cron \"*/15 6-18 * * mon-fri\"", "after 10 samples", "on demand",
    ];

    private readonly Random _random;
    private readonly List<string> _words = [];
    private int _names;

    private GeneratedJob(int seed)
    {
        _random = new Random(seed);
    }

    /// <summary>The text of a job; one seed, one job.</summary>
    public static string Text(int seed)
    {
        var job = new GeneratedJob(seed);
        job.Write();
        return job.Scatter();
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string NewName() => $"n{++_names}";

    private void Add(string words) => _words.AddRange(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private void Write()
    {
        Add("job gen-" + _random.Next(100));
        Add(Chance(30) ? "version 7" : "");
        Add(Chance(30) ? Pick("\nzone utc", "\nzone + 05:30", "\nzone - 03:00") : "");
        Add("\nsample a1 .. a4 every 30s" + (Chance(50) ? " burst 5 median" : "") + (Chance(50) ? " keep 12h" : "") + (Chance(50) ? " valid 0 .. 60 %" : ""));
        Add("\nsample b , c every 30s" + (Chance(30) ? " keep 100 samples" : "") + (Chance(30) ? " valid 1 .. 4094 raw" : ""));
        var lets = new List<string>();
        for (int i = _random.Next(3); i > 0; i--)
        {
            string name = NewName();
            Add($"\nlet {name} = {Condition(2, lets)}");
            lets.Add(name);
        }

        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            WriteTask(lets);
        }
    }

    private void WriteTask(List<string> lets)
    {
        AddSchedule();
        Add(Chance(50) ? Pick("over 1h", "over 20 samples", "over 7d") : "");
        Add(Chance(40) ? Pick("needs 80 %", "needs 12.5%") : "");
        bool hasReport = Chance(80);
        if (hasReport)
        {
            Add("\nreport " + string.Join(" , ", Enumerable.Range(0, _random.Next(1, 8)).Select(_ => Field())));
            Add(Chance(30) ? "when " + Condition(2, lets) : "");
            Add(Chance(30) ? "on change by 0.5" + (Chance(50) ? " or every 6h" : "") : "");
        }

        for (int i = _random.Next(hasReport ? 0 : 1, 3); i > 0; i--)
        {
            Add($"\nalert {NewName()} when {Condition(3, lets)}" + (Chance(40) ? " for 2 runs" : "") + (Chance(40) ? " until " + Condition(2, lets) : ""));
        }
    }

    /// <summary>Cron texts keep their blanks, so they are added as one word.</summary>
    private void AddSchedule()
    {
        string schedule = Pick(s_schedules);
        int quote = schedule.IndexOf('"', StringComparison.Ordinal);
        Add("\n" + (quote < 0 ? schedule.Replace(",", " , ", StringComparison.Ordinal) : schedule[..quote]));
        if (quote >= 0)
        {
            _words.Add(schedule[quote..]);
        }
    }

    private string Field() => Chance(15) ? NewName() + " = " + Pick("hist ( a1 , 0 , 60 % , 12 )", "corr ( a1 , b )") : NewName() + " = " + Value(3);

    private string Condition(int depth, List<string> lets)
    {
        if (depth == 0 || Chance(40))
        {
            return lets.Count > 0 && Chance(30) ? lets[_random.Next(lets.Count)]
                : Chance(30) ? Pick($"{Value(1)} in - 5 .. 60", "mean ( b ) in 1 .. 4000 raw")
                : Chance(40) ? $"mean ( a1 ) {Pick("<", "<=", ">", ">=", "==", "!=")} {Pick("22 %", "22%", "350 raw", "- 1e-3 %")}"
                : $"{Value(2)} > {Pick("5", "- 3")}";
        }

        string left = Condition(depth - 1, lets);
        return Chance(20) ? $"not ( {left} )" : $"( {left} ) {Pick("and", "or")} {Condition(depth - 1, lets)}";
    }

    private string Value(int depth)
    {
        if (depth == 0 || Chance(50))
        {
            return Chance(80) ? $"{Pick(s_plain)} ( {Series()} {(Chance(20) ? "in 0 .. 50" : "")} )"
                : Pick("quantile ( a1 , 0.25 )", "ewma ( b , 0.2 )", "above ( a1 , 30 % )", "below ( a2 , - 5 )", "crossings ( c , 350 raw )");
        }

        return Chance(20) ? $"abs ( {Value(depth - 1)} )"
            : Chance(20) ? $"- {Value(depth - 1)}"
            : $"( {Value(depth - 1)} {Pick("+", "-", "*", "/")} {Value(depth - 1)} ) * {Pick("2", "0.5", "- 3")}";
    }

    private string Series() => Chance(70) ? Pick("a1", "a2", "a3", "a4", "b", "c") : $"( a1 - b ) {Pick("*", "/")} 2 + {Pick("c", "1.5", "a2 / b")}";

    /// <summary>Joins the words with whatever blanks, line breaks and comments the language permits.</summary>
    private string Scatter()
    {
        var text = new StringBuilder();
        foreach (string word in _words)
        {
            bool startsLine = word[0] == '\n';
            text.Append(startsLine && Chance(30) ? $"  # behind {_random.Next(9)}" : "");
            text.Append(startsLine ? Pick("\n", "\n", "\n\n", "\n\n\n", "\r\n", "\n# above\n", "\n    # indented\n\n", "\n\n  # between\n") : "");
            text.Append(!startsLine && Chance(3) ? Pick("\n", " # within\n", "\n# own line\n", "\n\n   ", " # two\n  # lines\n") : " ");
            text.Append(word.TrimStart('\n'));
        }

        return text.Append(Pick("", "\n", "\n# the end", "\n\n    # the end\n\n\n")).ToString();
    }
}
