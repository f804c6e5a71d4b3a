using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>How many samples of a window lie in a range of counts.</summary>
    internal static class CountPass
    {
        /// <summary>Counts the samples in <paramref name="low"/>..<paramref name="high"/>; gaps are never among them.</summary>
        public static int Of(RingWindow window, int low, int high)
        {
            short[] cells = window.Cells;
            int count = InCells(cells, window.HeadStart, window.HeadEnd, low, high) + InCells(cells, window.TailStart, window.TailEnd, low, high);
            int left = window.BlockCount;
            window.Cost += ScanCharges.PassFixed + ((window.Slots - (left * BlockSummaries.BlockSlots)) * ScanCharges.CountSlot) + (left * ScanCharges.CountBlock);
            if (left == 0)
            {
                return count;
            }

            int looks = 0;

            BlockSummaries summaries = window.Summaries;
            byte[] counts = summaries.Counts;
            short[] mins = summaries.Mins;
            short[] maxs = summaries.Maxs;
            int origin = window.Origin;
            int blocks = window.BlocksInRing;
            for (int block = window.FirstBlock; left > 0; left--)
            {
                int min = mins[block];
                int max = maxs[block];
                if (min >= low && max <= high)
                {
                    count += counts[block];
                }
                else if (max >= low && min <= high)
                {
                    int start = origin + (block * BlockSummaries.BlockSlots);
                    count += InCells(cells, start, start + BlockSummaries.BlockSlots, low, high);
                    looks++;
                }

                block++;
                block = block == blocks ? 0 : block;
            }

            window.Cost += looks * BlockSummaries.BlockSlots * ScanCharges.CountSlot;
            return count;
        }

        private static int InCells(short[] cells, int start, int end, int low, int high)
        {
            uint width = (uint)(high - low);
            int outside = 0;                       // samples in range are the many: they cost no increment
            int i = start;
            int unrolled = end - 3;
            while (i < unrolled)
            {
                if ((uint)(cells[i] - low) > width)
                {
                    outside++;
                }

                if ((uint)(cells[i + 1] - low) > width)
                {
                    outside++;
                }

                if ((uint)(cells[i + 2] - low) > width)
                {
                    outside++;
                }

                if ((uint)(cells[i + 3] - low) > width)
                {
                    outside++;
                }

                i += 4;
            }

            while (i < end)
            {
                if ((uint)(cells[i] - low) > width)
                {
                    outside++;
                }

                i++;
            }

            return end - start - outside;
        }
    }
}
