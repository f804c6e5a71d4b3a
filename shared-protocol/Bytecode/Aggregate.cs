namespace NanoBatch.Protocol
{
    /// <summary>What one pass over a window can yield; the byte of an item in a scan instruction (JOB-LANGUAGE.md section 5).</summary>
    /// <remarks>Numbered by hand, dense, never reused. <see cref="AggregateTable"/> holds one row for each.</remarks>
    public enum Aggregate : byte
    {
        Count = 0,
        Gaps = 1,
        Coverage = 2,
        Sum = 3,
        Mean = 4,
        Min = 5,
        Max = 6,
        Range = 7,
        First = 8,
        Last = 9,
        Delta = 10,
        StdDev = 11,
        StdDevP = 12,
        Variance = 13,
        Median = 14,

        /// <summary>Whole percentile 1..99, one operand byte.</summary>
        Percentile = 15,

        /// <summary>Quantile at a constant 0..1.</summary>
        Quantile = 16,
        Slope = 17,
        Rate = 18,

        /// <summary>Exponentially weighted mean, constant weight 0 &lt; a &lt;= 1.</summary>
        Ewma = 19,
        Integral = 20,

        /// <summary>Hours strictly above a constant.</summary>
        Above = 21,

        /// <summary>Hours strictly below a constant.</summary>
        Below = 22,

        /// <summary>Upward crossings of a constant.</summary>
        Crossings = 23,

        /// <summary>Histogram: two constants and a byte of bins, 1..32; fills as many value slots.</summary>
        Hist = 24,

        /// <summary>Pearson correlation with a second series.</summary>
        Corr = 25,
    }
}
