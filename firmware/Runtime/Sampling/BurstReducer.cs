namespace NanoBatch.Runtime
{
    /// <summary>Makes one sample of a burst of readings; gaps among them are left out.</summary>
    public static class BurstReducer
    {
        /// <summary>Most readings of one burst.</summary>
        public const int MaxReadings = 64;

        /// <summary>Mean of the readings, rounded half up to a count.</summary>
        /// <param name="readings">Raw counts, or <see cref="Ring.Gap"/>.</param>
        /// <param name="count">Readings, 1..64.</param>
        /// <returns>Counts 0..4095; <see cref="Ring.Gap"/> when every reading is a gap.</returns>
        public static int Mean(short[] readings, int count)
        {
            int sum = 0;
            int valid = 0;
            for (int i = 0; i < count; i++)
            {
                int x = readings[i];
                if (x >= 0)
                {
                    sum += x;
                    valid++;
                }
            }

            return valid == 0 ? Ring.Gap : ((2 * sum) + valid) / (2 * valid);
        }

        /// <summary>Median of the readings; of an even number the mean of the middle two, rounded half up.</summary>
        /// <param name="readings">Raw counts, or <see cref="Ring.Gap"/>; sorted in place.</param>
        /// <param name="count">Readings, 1..64.</param>
        /// <returns>Counts 0..4095; <see cref="Ring.Gap"/> when every reading is a gap.</returns>
        public static int Median(short[] readings, int count)
        {
            int gaps = 0;
            for (int i = 0; i < count; i++)
            {
                short x = readings[i];
                if (x < 0)
                {
                    gaps++;
                }

                int j = i - 1;
                while (j >= 0 && readings[j] > x)
                {
                    readings[j + 1] = readings[j];
                    j--;
                }

                readings[j + 1] = x;
            }

            int valid = count - gaps;      // gaps are -1: they sort to the front
            if (valid == 0)
            {
                return Ring.Gap;
            }

            int middle = gaps + (valid >> 1);
            return (valid & 1) != 0 ? readings[middle] : (readings[middle - 1] + readings[middle] + 1) >> 1;
        }
    }
}
