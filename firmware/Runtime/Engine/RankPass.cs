using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The loops that fill a <see cref="RankTable"/> from the samples of a window in a range of counts.</summary>
    internal static class RankPass
    {
        /// <summary>Fills the fine level of a table.</summary>
        /// <returns>Samples in range.</returns>
        public static int Scan(RingWindow window, int low, int high, RankTable table)
        {
            table.Begin(low, high, window.Slots);
            uint width = (uint)(high - low);
            int outside = FineCells(window.Cells, window.FirstStart, window.FirstEnd, low, width, table);
            outside += FineCells(window.Cells, window.SecondStart, window.SecondEnd, low, width, table);
            table.End(window);
            window.Cost += ScanCharges.PassFixed + (window.Slots * ScanCharges.RankSlot);
            return window.Slots - outside;
        }

        /// <summary>Fills a coarse level that is all zero.</summary>
        public static void Coarse(RingWindow window, int low, int entries, ushort[] coarse)
        {
            uint width = (uint)(entries - 1);
            CoarseCells(window.Cells, window.FirstStart, window.FirstEnd, low, width, coarse);
            CoarseCells(window.Cells, window.SecondStart, window.SecondEnd, low, width, coarse);
        }

        // Returns the slots left out. Four a turn, 25 IL instructions a sample; a counter that came round is the rare way out.
        private static int FineCells(short[] cells, int start, int end, int low, uint width, RankTable table)
        {
            byte[] fine = table.Fine;
            int outside = 0;
            int i = start;
            int unrolled = end - 3;
            int x;
            byte seen;
            while (i < unrolled)
            {
                x = cells[i] - low;
                if ((uint)x <= width)
                {
                    seen = (byte)(fine[x] + 1);
                    fine[x] = seen;
                    if (seen == 0)
                    {
                        table.Wrap(x);
                    }
                }
                else
                {
                    outside++;
                }

                x = cells[i + 1] - low;
                if ((uint)x <= width)
                {
                    seen = (byte)(fine[x] + 1);
                    fine[x] = seen;
                    if (seen == 0)
                    {
                        table.Wrap(x);
                    }
                }
                else
                {
                    outside++;
                }

                x = cells[i + 2] - low;
                if ((uint)x <= width)
                {
                    seen = (byte)(fine[x] + 1);
                    fine[x] = seen;
                    if (seen == 0)
                    {
                        table.Wrap(x);
                    }
                }
                else
                {
                    outside++;
                }

                x = cells[i + 3] - low;
                if ((uint)x <= width)
                {
                    seen = (byte)(fine[x] + 1);
                    fine[x] = seen;
                    if (seen == 0)
                    {
                        table.Wrap(x);
                    }
                }
                else
                {
                    outside++;
                }

                i += 4;
            }

            while (i < end)
            {
                x = cells[i] - low;
                if ((uint)x <= width)
                {
                    seen = (byte)(fine[x] + 1);
                    fine[x] = seen;
                    if (seen == 0)
                    {
                        table.Wrap(x);
                    }
                }
                else
                {
                    outside++;
                }

                i++;
            }

            return outside;
        }

        private static void CoarseCells(short[] cells, int start, int end, int low, uint width, ushort[] coarse)
        {
            int i = start;
            int unrolled = end - 1;
            int x;
            while (i < unrolled)
            {
                x = cells[i] - low;
                if ((uint)x <= width)
                {
                    coarse[x >> RankTable.BucketShift]++;
                }

                x = cells[i + 1] - low;
                if ((uint)x <= width)
                {
                    coarse[x >> RankTable.BucketShift]++;
                }

                i += 2;
            }

            if (i < end)
            {
                x = cells[i] - low;
                if ((uint)x <= width)
                {
                    coarse[x >> RankTable.BucketShift]++;
                }
            }
        }
    }
}
