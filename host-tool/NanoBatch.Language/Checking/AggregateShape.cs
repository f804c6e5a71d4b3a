using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>What stands between an aggregate's parentheses, and what its result is measured in.</summary>
internal static class AggregateShape
{
    /// <summary>Constants behind the series.</summary>
    public static int ConstantsOf(Aggregate kind) => kind switch
    {
        Aggregate.Quantile or Aggregate.Ewma or Aggregate.Above or Aggregate.Below or Aggregate.Crossings => 1,
        Aggregate.Hist => 3,
        _ => 0,
    };

    /// <summary>True for a constant that is compared with samples, and so may have the channel's unit.</summary>
    public static bool IsLevel(Aggregate kind, int index) => kind switch
    {
        Aggregate.Above or Aggregate.Below or Aggregate.Crossings => true,
        Aggregate.Hist => index < 2,
        _ => false,
    };

    /// <summary>How the aggregate is written, for a message.</summary>
    public static string SignatureOf(Aggregate kind, string word) => kind switch
    {
        Aggregate.Quantile => "quantile(series, q)",
        Aggregate.Ewma => "ewma(series, a)",
        Aggregate.Above or Aggregate.Below or Aggregate.Crossings => $"{word}(series, level)",
        Aggregate.Hist => "hist(series, lo, hi, bins)",
        Aggregate.Corr => "corr(series, series)",
        _ => $"{word}(series)",
    };

    /// <summary>What a quantity beside the result is measured in.</summary>
    public static Dimension DimensionOf(Aggregate kind) => kind switch
    {
        Aggregate.Mean or Aggregate.Min or Aggregate.Max or Aggregate.First or Aggregate.Last or Aggregate.Median or Aggregate.Percentile
            or Aggregate.Quantile or Aggregate.Ewma => Dimension.Level,
        Aggregate.Sum or Aggregate.Range or Aggregate.Delta or Aggregate.StdDev or Aggregate.StdDevP => Dimension.Difference,
        Aggregate.Slope or Aggregate.Rate => Dimension.PerHour,
        Aggregate.Integral => Dimension.TimesHours,
        Aggregate.Coverage => Dimension.Percent,
        Aggregate.Above or Aggregate.Below => Dimension.Hours,
        _ => Dimension.Free,
    };
}
