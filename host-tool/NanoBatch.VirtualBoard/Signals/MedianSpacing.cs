namespace NanoBatch.VirtualBoard.Signals;

/// <summary>The exact median of millions of row spacings without a copy of them.</summary>
/// <remarks>A radix selection: four passes over the times, each fixing 16 bits of the answer, with 256 KB of counters.</remarks>
internal static class MedianSpacing
{
    private const int DigitBits = 16;
    private const int TopShift = 48;

    /// <summary>Twice the median spacing, in milliseconds; 0 when there is only one row.</summary>
    public static long TwiceOf(ReplayData data)
    {
        int spacings = data.RowCount - 1;
        if (spacings == 0)
        {
            return 0;
        }

        long upper = Select(data, spacings / 2);
        return spacings % 2 == 1 ? 2 * upper : Select(data, (spacings / 2) - 1) + upper;
    }

    /// <summary>The spacing that a sorted list of all would have at a position.</summary>
    private static long Select(ReplayData data, int rank)
    {
        var counters = new int[1 << DigitBits];
        long known = 0;
        for (int shift = TopShift; shift >= 0; shift -= DigitBits)
        {
            System.Array.Clear(counters);
            long previous = data.FirstMs;
            for (int row = 1; row < data.RowCount; row++)
            {
                long time = data.TimeMs(row);
                long spacing = time - previous;
                previous = time;
                if (shift == TopShift || spacing >> (shift + DigitBits) == known >> (shift + DigitBits))
                {
                    counters[(spacing >> shift) & 0xFFFF]++;
                }
            }

            int digit = 0;
            while (rank >= counters[digit])
            {
                rank -= counters[digit++];
            }

            known |= (long)digit << shift;
        }

        return known;
    }
}
