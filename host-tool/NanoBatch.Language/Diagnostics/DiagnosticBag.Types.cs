using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <content>Messages about expressions, series and units.</content>
internal sealed partial class DiagnosticBag
{
    public void NumberWhereConditionNeeded(TextSpan span)
        => Add("JOB140", span, "a number stands where a condition is needed", "compare it with something, for example: … > 0");

    public void ConditionWhereNumberNeeded(TextSpan span)
        => Add("JOB141", span, "a condition stands where a number is needed", "a condition belongs behind when, until or in a let");

    public void HistogramInExpression(TextSpan span)
        => Add("JOB142", span, "a histogram is many numbers, one is needed", "report it as a field of its own");

    public void WrongArgumentCount(TextSpan span, string function, int found, string signature)
        => Add("JOB143", span, $"'{function}' does not take {found} argument{(found == 1 ? "" : "s")}", $"it is written {signature}");

    public void ArgumentNotConstant(TextSpan span)
        => Add("JOB144", span, "this argument must be a plain number", "a number with its sign and unit, or a let that is one");

    public void ArgumentTakesNoUnit(TextSpan span, string unit)
        => Add("JOB145", span, $"this argument takes no unit, found '{unit}'", "remove the unit");

    public void QuantileOutOfRange(TextSpan span, DecimalNumber value)
        => Add("JOB146", span, $"a quantile is at 0 to 1, found {value}", "the median is at 0.5; for percent write p90(…)");

    public void WeightOutOfRange(TextSpan span, DecimalNumber value)
        => Add("JOB147", span, $"the weight is above 0 and at most 1, found {value}", "0.2 gives the newest sample a fifth");

    public void BinsOutOfRange(TextSpan span, DecimalNumber value)
        => Add("JOB148", span, $"a histogram has 1 to 32 bins, found {value}", "take 32 or fewer");

    public void BadPercentile(TextSpan span, string name)
        => Add("JOB149", span, $"'{Short(name)}' is no percentile", "percentiles are p1 to p99; the ends are min and max");

    public void RangeEndsSwapped(TextSpan span, DecimalNumber low, DecimalNumber high)
        => Add("JOB150", span, $"the lower end {low} is not below the upper end {high}", low == high ? "compare with == for one value" : "swap them");

    public void SeriesWithoutChannel(TextSpan span)
        => Add("JOB151", span, "an aggregate needs a channel to run over", "for example: mean(soil1)");

    public void NotASeries(TextSpan span)
        => Add("JOB152", span, "an aggregate runs over channels and numbers joined by + - * /", "work on its result instead, outside its parentheses");

    public void SeriesPeriodsDiffer(TextSpan span, ChannelModel first, ChannelModel second)
        => Add(
            "JOB153",
            span,
            $"'{first.Name}' is sampled every {Durations.Format(first.PeriodMs)}, '{second.Name}' every {Durations.Format(second.PeriodMs)}",
            "channels of one series are sampled with the same period");

    public void UnitInSeries(TextSpan span, string unit)
        => Add("JOB154", span, $"numbers within a series have no unit, found '{unit}'", "remove the unit: the number is in the channel's own");

    public void UnitMismatch(TextSpan span, string unit, string channel, string boardUnit)
    {
        string hint = unit == Units.Raw ? "raw counts stand for one calibrated reading, and this is no reading" : $"give the value in {boardUnit}";
        Add("JOB155", span, $"'{unit}' does not fit channel '{channel}', which is in '{boardUnit}'", hint);
    }

    public void TwoUnits(TextSpan span, string unit, string channel, string otherUnit, int line)
        => Add("JOB156", span, $"'{unit}' does not fit channel '{channel}', which is in '{otherUnit}' at line {line}", "a channel has one unit");

    public void OwnUnitMismatch(TextSpan span, string unit, string ownUnit)
        => Add("JOB157", span, $"this value is in '{ownUnit}', found '{unit}'", $"give it in {ownUnit}");

    public void MinusInSeries(TextSpan span)
        => Add("JOB158", span, "a series has no sign", "put the sign before the aggregate, or write 0 - …");

    public void ExpressionTooLarge(TextSpan span)
        => Add("JOB159", span, "the expression is too large once its lets are written out", "split it over several fields");

    public void SeriesTooLarge(TextSpan span, int limit)
        => Add("JOB189", span, $"a series has at most {limit} channels, numbers and signs", "split it, and join the results");
}
