namespace NanoBatch.Runtime
{
    /// <summary>Where the bins of a histogram begin and end in counts, found with the very expression that defines a bin.</summary>
    internal sealed class CountEdges
    {
        private Calibration _calibration;
        private double _low;
        private double _width;
        private int _bins;
        private int _first;
        private int _last;

        /// <summary>Starts on a histogram.</summary>
        /// <param name="calibration">Of the channel.</param>
        /// <param name="low">Low end in the unit.</param>
        /// <param name="high">High end, above the low one.</param>
        /// <param name="bins">1..32.</param>
        public void Begin(Calibration calibration, double low, double high, int bins)
        {
            _calibration = calibration;
            _low = low;
            _width = high - low;
            _bins = bins;
            calibration.CountRange(low, high, out _first, out _last);
        }

        /// <summary>The edge between bin k - 1 and bin k, in counts: bin k holds the counts from the lesser to before the greater of edges k and k + 1.</summary>
        /// <param name="k">0..bins.</param>
        public int Edge(int k)
        {
            bool isRising = _calibration.IsRising;
            if (_last < _first)
            {
                return 0;
            }

            if (k == 0 || k == _bins)
            {
                return isRising == (k == 0) ? _first : _last + 1;
            }

            int low = _first;
            int high = _last + 1;
            int guess = _calibration.EstimateCounts(_low + (_width * k / _bins));
            if (guess - 2 >= low && guess + 2 < high)
            {
                // The estimate is rounded down, so that the edge is nearly always the counts behind it: two looks instead of four.
                if (IsPast(guess + 1, k, isRising) && !IsPast(guess, k, isRising))
                {
                    return guess + 1;
                }

                // As in Calibration: off by rounding only, unless the estimate is no good and the whole range is searched.
                int from = IsPast(guess - 2, k, isRising) ? low : guess - 1;
                high = IsPast(guess + 2, k, isRising) ? guess + 2 : high;
                low = from;
            }

            while (low < high)
            {
                int middle = (low + high) >> 1;
                if (IsPast(middle, k, isRising))
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            return low;
        }

        /// <summary>Bin of a value between both ends.</summary>
        public static int BinOf(double value, double low, double width, int bins)
        {
            int bin = (int)((value - low) / width * bins);
            return bin < bins ? bin : bins - 1;
        }

        private bool IsPast(int counts, int k, bool isRising)
        {
            bool reaches = BinOf(_calibration.ToValue(counts), _low, _width, _bins) >= k;
            return reaches == isRising;
        }
    }
}
