using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.EndToEnd.Tests.Reference;

/// <summary>A random job with random data that fits it: every schedule, window, aggregate, policy and alert form can occur.</summary>
/// <remarks>
/// Thresholds carry odd digits and quotients have constant divisors, so that no outcome hangs on the last bit of a double, where two correct
/// evaluations may differ.
/// </remarks>
internal sealed class RandomJob
{
    private static readonly int[] s_periodsS = [10, 30, 60, 300];
    private readonly Random _random;
    private readonly int _periodS;
    private readonly string[] _names;

    public RandomJob(int seed)
    {
        _random = new Random(seed);
        _periodS = s_periodsS[_random.Next(s_periodsS.Length)];
        _names = [.. Enumerable.Range(1, _random.Next(1, 4)).Select(i => "ch" + i.ToString(CultureInfo.InvariantCulture))];
        Channels = [.. _names.Select(name => (name, Points()))];
        Text = Job();
        Times = RowTimes();
        Counts = [.. _names.Select(_ => Readings())];
    }

    public List<(string Name, CalibrationPoint[] Points)> Channels { get; }

    public string Text { get; }

    public long[] Times { get; }

    public List<int?[]> Counts { get; }

    private CalibrationPoint[] Points() => _random.Next(4) switch
    {
        0 => [],
        1 => [new(3100, 0), new(1240, 60)],
        2 => [new(150, -5.5), new(3900, 81.25)],
        _ => [new(3100, 0), new(2400, 12), new(1800, 25), new(1240, 60)],
    };

    private string Job()
    {
        var text = new StringBuilder("job random" + (_random.Next(2) == 0 ? "" : " version 7") + "\n");
        if (_random.Next(3) == 0)
        {
            text.Append("zone ").Append(Pick("utc", "+05:30", "-03:00")).Append('\n');
        }

        foreach (string name in _names)
        {
            text.Append(CultureInfo.InvariantCulture, $"sample {name} every {_periodS}s");
            text.Append(Pick("", "", " burst 3 median", " burst 4 mean"));
            text.Append(Pick("", " keep 40 samples", " keep 300 samples"));
            text.Append(Pick("", "", " valid 200..3500 raw", " valid 2.5..55.5"));
            text.Append('\n');
        }

        text.Append("let busy = count(ch1) > 3.5 and not (min(ch1) > max(ch1))\n");
        int tasks = _random.Next(1, 4);
        for (int t = 0; t < tasks; t++)
        {
            AddTask(text, t);
        }

        return text.ToString();
    }

    private void AddTask(StringBuilder text, int task)
    {
        int samples = _random.Next(1, 90);
        text.Append(Pick(
            $"every {_periodS * _random.Next(1, 30)}s over {_periodS * samples}s",
            $"every {_periodS * samples}s",
            $"daily at 0{_random.Next(1, 3)}:{_random.Next(10, 59)} over {_periodS * samples}s",
            $"cron \"*/{_random.Next(2, 30)} * * * *\"",
            $"after {_random.Next(1, 60)} samples",
            $"after {_random.Next(1, 60)} samples over {samples} samples"));
        text.Append(Pick("", "", $" needs {_random.Next(1, 100)} %")).Append('\n');
        int fields = _random.Next(1, 7);
        text.Append("    report ").Append(string.Join(", ", Enumerable.Range(0, fields).Select(f => $"t{task}f{f} = {Value(true)}")));
        text.Append(Pick("", "", " when " + Condition()));
        text.Append(Pick("", "", $" on change by {_random.Next(1, 40)}.0137", $" on change by {_random.Next(1, 40)}.0137 or every {_periodS * 45}s")).Append('\n');
        if (_random.Next(2) == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    alert a{task} when {Condition()}{Pick("", " for 2 runs", " for 3 runs")}{Pick("", " until " + Condition())}\n");
        }
    }

    private string Value(bool mayBeArray)
    {
        if (mayBeArray && _random.Next(12) == 0)
        {
            return $"hist({Series()}{Filter()}, {_random.Next(0, 20)}.37, {_random.Next(21, 3000)}.73, {_random.Next(1, 33)})";
        }

        return _random.Next(8) switch
        {
            0 => $"{Value(false)} + {Value(false)}",
            1 => $"({Value(false)} - {Value(false)}) / 3.7",
            2 => $"abs(-{Aggregate()} * 0.5)",
            _ => Aggregate(),
        };
    }

    private string Aggregate()
    {
        string s = Series();
        string x = s + Filter();
        return Pick(
            $"count({x})", $"gaps({x})", $"coverage({x})", $"sum({x})", $"mean({x})", $"min({x})", $"max({x})", $"range({x})", $"first({x})", $"last({x})", $"delta({x})",
            $"stddev({x})", $"stddevp({x})", $"variance({x})", $"median({x})", $"p{_random.Next(1, 100)}({x})", $"quantile({x}, 0.{_random.Next(0, 1000):000})", $"slope({x})",
            $"rate({x})", $"ewma({x}, 0.{_random.Next(1, 1000):000})", $"integral({x})", $"above({x}, {Level()})", $"below({x}, {Level()})", $"crossings({x}, {Level()})",
            $"corr({s}, {Series()})");
    }

    private string Filter() => Pick("", "", "", $" in {_random.Next(0, 15)}.31..{_random.Next(16, 2000)}.77");

    private string Level() => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(0, 60)}.4321");

    private string Series()
    {
        string a = _names[_random.Next(_names.Length)];
        string b = _names[_random.Next(_names.Length)];
        return Pick(a, a, a, a, $"{a} - {b} * 0.5", $"({a} + {b}) / 2", $"{a} * {b}", $"{a} + 12.5");
    }

    private string Condition()
    {
        string simple() => Pick(
            $"{Aggregate()} > {Level()}", $"{Aggregate()} < {Level()}", $"{Aggregate()} in {_random.Next(0, 15)}.31..{_random.Next(16, 2000)}.77", "busy",
                $"mean(ch1) < {_random.Next(500, 3500)} raw");
        return Pick(simple(), simple(), $"{simple()} and {simple()}", $"not ({simple()} or {simple()})");
    }

    private long[] RowTimes()
    {
        int rows = _random.Next(1, 400);
        long time = 1_735_000_000_000 + (_random.Next(0, 100_000) * 1000L);
        var times = new long[rows];
        int spacingS = Pick(_periodS, _periodS, _periodS * 3, 7);
        for (int i = 0; i < rows; i++)
        {
            times[i] = time;
            time += spacingS * 1000L * (_random.Next(20) == 0 ? _random.Next(1, 8) : 1);
        }

        return times;
    }

    private int?[] Readings()
    {
        int level = _random.Next(300, 3600);
        return [.. Times.Select(_ =>
        {
            level = Math.Clamp(level + _random.Next(-60, 61), 0, 4095);
            return _random.Next(25) switch
            {
                0 => null,
                1 => 0,
                2 => 4095,
                _ => (int?)level,
            };
        })];
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
