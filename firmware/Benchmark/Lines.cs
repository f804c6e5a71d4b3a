using System;

namespace NanoBatch.Benchmark
{
    /// <summary>Lines of figures that differ from run to run; they begin with "time ".</summary>
    internal static class Lines
    {
        /// <summary>Microseconds of one of so many, with two digits behind the point.</summary>
        public static void Time(string what, long spentUs, long count)
        {
            long hundredths = spentUs * 100 / count;
            long fraction = hundredths % 100;
            Console.WriteLine("time " + what + " " + (hundredths / 100).ToString() + (fraction < 10 ? ".0" : ".") + fraction.ToString() + " us");
        }
    }
}
