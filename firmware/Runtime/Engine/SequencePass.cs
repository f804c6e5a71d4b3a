using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Aggregates over consecutive samples, in counts: the value of one depends on the one before it.</summary>
    /// <remarks>Each takes a window that <see cref="RingWindow.Trim"/> has left with accepted samples at both ends.</remarks>
    internal sealed class SequencePass
    {
        /// <summary>Rises in counts, all added; after <see cref="Rate"/>.</summary>
        public int Rises;

        /// <summary>Falls: restarts of the counter; after <see cref="Rate"/>.</summary>
        public int Restarts;

        /// <summary>Σ counts right after each restart; after <see cref="Rate"/>.</summary>
        public int RestartSum;

        /// <summary>Exponentially weighted mean of the newest samples, in counts.</summary>
        /// <param name="window">Trimmed.</param>
        /// <param name="low">Least counts accepted.</param>
        /// <param name="high">Greatest counts accepted.</param>
        /// <param name="weight">Of the newest sample, over 0 and at most 1.</param>
        /// <param name="skip">Oldest slots to leave out, fewer than all; see <see cref="ScanCharges.EwmaSlots"/>.</param>
        /// <param name="isFull">True where every slot holds an accepted sample: half the cost.</param>
        public static double Ewma(RingWindow window, int low, int high, double weight, int skip, bool isFull)
        {
            short[] cells = window.Cells;
            uint width = (uint)(high - low);
            int firstSlots = window.FirstEnd - window.FirstStart;
            int start = window.FirstStart + (skip < firstSlots ? skip : firstSlots);
            int end = window.FirstEnd;
            int secondStart = window.SecondStart + (skip > firstSlots ? skip - firstSlots : 0);
            bool isFirst = true;
            double mean = 0;
            if (isFull)
            {
                mean = start < end ? cells[start] : cells[secondStart];
                return Average(cells, secondStart, window.SecondEnd, weight, Average(cells, start, end, weight, mean));
            }

            for (int segment = 0; segment < 2; segment++)
            {
                for (int i = start; i < end; i++)
                {
                    int x = cells[i];
                    if ((uint)(x - low) <= width)
                    {
                        if (isFirst)
                        {
                            mean = x;
                            isFirst = false;
                        }
                        else
                        {
                            mean += weight * (x - mean);
                        }
                    }
                }

                start = secondStart;
                end = window.SecondEnd;
            }

            return mean;
        }

        // The first sample meets itself and changes nothing. Four samples a turn: 13 IL instructions a sample instead of 28.
        private static double Average(short[] cells, int start, int end, double weight, double mean)
        {
            int i = start;
            int unrolled = end - 3;
            while (i < unrolled)
            {
                mean += weight * (cells[i] - mean);
                mean += weight * (cells[i + 1] - mean);
                mean += weight * (cells[i + 2] - mean);
                mean += weight * (cells[i + 3] - mean);
                i += 4;
            }

            while (i < end)
            {
                mean += weight * (cells[i] - mean);
                i++;
            }

            return mean;
        }

        /// <summary>Rises and restarts of a counter; the fields hold the outcome.</summary>
        /// <param name="window">Trimmed.</param>
        /// <param name="low">Least counts accepted.</param>
        /// <param name="high">Greatest counts accepted.</param>
        /// <param name="isRising">False where the value falls as counts rise: a rise of the value is then a fall of the counts.</param>
        public void Rate(RingWindow window, int low, int high, bool isRising)
        {
            short[] cells = window.Cells;
            uint width = (uint)(high - low);
            int flip = isRising ? 0 : -1;          // ~x runs the other way with the same differences
            int rises = 0;
            int restarts = 0;
            int restartSum = 0;
            int start = window.FirstStart;
            int end = window.FirstEnd;
            int before = cells[start] ^ flip;
            for (int segment = 0; segment < 2; segment++)
            {
                for (int i = start; i < end; i++)
                {
                    int x = cells[i];
                    if ((uint)(x - low) <= width)
                    {
                        x ^= flip;
                        if (x >= before)
                        {
                            rises += x - before;
                        }
                        else
                        {
                            restarts++;
                            restartSum += x;
                        }

                        before = x;
                    }
                }

                start = window.SecondStart;
                end = window.SecondEnd;
            }

            Rises = rises;
            Restarts = restarts;
            RestartSum = isRising ? restartSum : -restartSum - restarts;
            window.Cost += ScanCharges.PassFixed + (window.Slots * ScanCharges.RateSlot);
        }

        /// <summary>Twice the trapezoids between consecutive samples, in counts · slots.</summary>
        /// <remarks>At most 2 · 4095 · 65 534: fits an int.</remarks>
        public static int Integral(RingWindow window, int low, int high)
        {
            short[] cells = window.Cells;
            uint width = (uint)(high - low);
            int total = 0;
            int start = window.FirstStart;
            int end = window.FirstEnd;
            int before = cells[start];
            int last = start;
            for (int segment = 0; segment < 2; segment++)
            {
                for (int i = start; i < end; i++)
                {
                    int x = cells[i];
                    if ((uint)(x - low) <= width)
                    {
                        total += (before + x) * (i - last);
                        before = x;
                        last = i;
                    }
                }

                last += window.SecondStart - window.FirstEnd;     // the same distance, seen from the second segment
                start = window.SecondStart;
                end = window.SecondEnd;
            }

            window.Cost += ScanCharges.PassFixed + (window.Slots * ScanCharges.IntegralSlot);
            return total;
        }

        /// <summary>How often two consecutive samples go from outside a range of counts into it.</summary>
        /// <param name="window">Trimmed.</param>
        /// <param name="low">Least counts accepted.</param>
        /// <param name="high">Greatest counts accepted.</param>
        /// <param name="aboveLow">Least counts above the threshold.</param>
        /// <param name="aboveHigh">Greatest counts above the threshold, not below <paramref name="aboveLow"/>.</param>
        public static int Crossings(RingWindow window, int low, int high, int aboveLow, int aboveHigh)
        {
            short[] cells = window.Cells;
            uint width = (uint)(high - low);
            uint aboveWidth = (uint)(aboveHigh - aboveLow);
            int crossings = 0;
            bool wasAbove = true;                  // the first sample crosses nothing
            int start = window.FirstStart;
            int end = window.FirstEnd;
            for (int segment = 0; segment < 2; segment++)
            {
                for (int i = start; i < end; i++)
                {
                    int x = cells[i];
                    if ((uint)(x - low) <= width)
                    {
                        if ((uint)(x - aboveLow) > aboveWidth)
                        {
                            wasAbove = false;
                        }
                        else if (!wasAbove)
                        {
                            crossings++;
                            wasAbove = true;
                        }
                    }
                }

                start = window.SecondStart;
                end = window.SecondEnd;
            }

            window.Cost += ScanCharges.PassFixed + (window.Slots * ScanCharges.CrossingsSlot);
            return crossings;
        }
    }
}
