namespace NanoBatch.Protocol
{
    /// <summary>One row for each aggregate: its word in the language and what follows its byte in a scan instruction.</summary>
    public static class AggregateTable
    {
        public const int Count = 26;

        private static readonly byte[] s_operand = new byte[Count];
#if !NANOFRAMEWORK_1_0
        private static readonly string[] s_name = new string[Count];
#endif

        static AggregateTable()
        {
            Row(Aggregate.Count, ItemOperand.None, "count");
            Row(Aggregate.Gaps, ItemOperand.None, "gaps");
            Row(Aggregate.Coverage, ItemOperand.None, "coverage");
            Row(Aggregate.Sum, ItemOperand.None, "sum");
            Row(Aggregate.Mean, ItemOperand.None, "mean");
            Row(Aggregate.Min, ItemOperand.None, "min");
            Row(Aggregate.Max, ItemOperand.None, "max");
            Row(Aggregate.Range, ItemOperand.None, "range");
            Row(Aggregate.First, ItemOperand.None, "first");
            Row(Aggregate.Last, ItemOperand.None, "last");
            Row(Aggregate.Delta, ItemOperand.None, "delta");
            Row(Aggregate.StdDev, ItemOperand.None, "stddev");
            Row(Aggregate.StdDevP, ItemOperand.None, "stddevp");
            Row(Aggregate.Variance, ItemOperand.None, "variance");
            Row(Aggregate.Median, ItemOperand.None, "median");
            Row(Aggregate.Percentile, ItemOperand.Percent, "p");
            Row(Aggregate.Quantile, ItemOperand.Fraction, "quantile");
            Row(Aggregate.Slope, ItemOperand.None, "slope");
            Row(Aggregate.Rate, ItemOperand.None, "rate");
            Row(Aggregate.Ewma, ItemOperand.Weight, "ewma");
            Row(Aggregate.Integral, ItemOperand.None, "integral");
            Row(Aggregate.Above, ItemOperand.Level, "above");
            Row(Aggregate.Below, ItemOperand.Level, "below");
            Row(Aggregate.Crossings, ItemOperand.Level, "crossings");
            Row(Aggregate.Hist, ItemOperand.Bins, "hist");
            Row(Aggregate.Corr, ItemOperand.Series, "corr");
        }

        /// <summary>True when the byte is an aggregate.</summary>
        public static bool IsDefined(int aggregate)
        {
            return (uint)aggregate < Count;
        }

        /// <summary>What follows the item's byte.</summary>
        public static ItemOperand OperandOf(int aggregate)
        {
            return (ItemOperand)s_operand[aggregate];
        }

#if !NANOFRAMEWORK_1_0
        /// <summary>The word of the language; a percentile's is "p" and needs its number behind it.</summary>
        public static string NameOf(int aggregate)
        {
            return s_name[aggregate];
        }
#endif

        private static void Row(Aggregate aggregate, ItemOperand operand, string name)
        {
            s_operand[(int)aggregate] = (byte)operand;
#if !NANOFRAMEWORK_1_0
            s_name[(int)aggregate] = name;
#endif
        }
    }
}
