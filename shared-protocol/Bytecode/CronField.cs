namespace NanoBatch.Protocol
{
    /// <summary>How one of the five cron fields is coded: two bits each in a leading 16-bit word, minute first.</summary>
    public static class CronField
    {
        public const int Count = 5;

        /// <summary><c>*</c>: nothing follows.</summary>
        public const int Any = 0;

        /// <summary>One value, one byte.</summary>
        public const int Single = 1;

        /// <summary>A bit mask; the field counts as restricted when the two day fields meet.</summary>
        public const int Mask = 2;

        /// <summary>A bit mask of a field that begins with <c>*</c> (a step): not restricted.</summary>
        public const int OpenMask = 3;

        private static readonly byte[] s_first = new byte[] { 0, 0, 1, 1, 0 };
        private static readonly byte[] s_last = new byte[] { 59, 23, 31, 12, 6 };
        private static readonly byte[] s_maskBytes = new byte[] { 8, 3, 4, 2, 1 };

        /// <summary>Least value of minute, hour, day of month, month, day of week.</summary>
        public static int FirstOf(int field)
        {
            return s_first[field];
        }

        public static int LastOf(int field)
        {
            return s_last[field];
        }

        /// <summary>Bytes of a field's mask; bit v stands for value v.</summary>
        public static int MaskBytesOf(int field)
        {
            return s_maskBytes[field];
        }

        /// <summary>Every value that the field can take.</summary>
        public static ulong FullMaskOf(int field)
        {
            ulong all = 0;
            for (int v = s_first[field]; v <= s_last[field]; v++)
            {
                all |= 1UL << v;
            }

            return all;
        }
    }
}
