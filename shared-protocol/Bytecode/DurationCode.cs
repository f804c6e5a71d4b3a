namespace NanoBatch.Protocol
{
    /// <summary>Durations as value times unit in one varint: <c>value * 4 + unit</c> with units ms, s, m, h; 15m is one byte.</summary>
    public static class DurationCode
    {
        private static readonly int[] s_unitMs = new int[] { 1, 1000, 60000, 3600000 };

        /// <summary>The code with the largest unit that divides the duration: every duration has one form.</summary>
        /// <param name="durationMs">1..<see cref="Limits.TaskPeriodMaxMs"/>.</param>
        public static long Of(long durationMs)
        {
            int unit = 3;
            while (unit > 0 && durationMs % s_unitMs[unit] != 0)
            {
                unit--;
            }

            return ((durationMs / s_unitMs[unit]) << 2) | (long)unit;
        }

        /// <summary>Milliseconds of a code, or -1 when it is zero, too long or not in its only form.</summary>
        public static long ToMs(long code)
        {
            long value = code >> 2;
            int unit = (int)(code & 3);
            if (value <= 0 || value > Limits.TaskPeriodMaxMs / s_unitMs[unit])
            {
                return -1;
            }

            long durationMs = value * s_unitMs[unit];
            return Of(durationMs) == code ? durationMs : -1;
        }
    }
}
