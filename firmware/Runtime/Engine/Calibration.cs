namespace NanoBatch.Runtime
{
    /// <summary>Turns raw counts into a channel's unit: piecewise linear through 2 to 8 points, continued outside them; the identity without points.</summary>
    /// <remarks>value = v1 + (raw - r1) * (v2 - v1) / (r2 - r1) in this order, so that every runtime gets the same bits; at a point exactly its value.
    /// Immutable; nothing is allocated after creation.</remarks>
    public sealed class Calibration
    {
        /// <summary>Most points.</summary>
        public const int MaxPoints = 8;

        /// <summary>Greatest raw counts.</summary>
        public const int MaxCounts = 4095;

        /// <summary>The calibration of a channel without points: value = raw.</summary>
        public static readonly Calibration Identity = new Calibration(new double[] { 0, 1 }, new double[] { 0, 1 }, 2);

        // Raw, value, raw step, value step of each segment, then raw and value of the last point: one array, since each costs 24 bytes beside its numbers.
        private const int Stride = 4;
        private const int Value = 1;
        private const int RawDistance = 2;
        private const int ValueDistance = 3;

        private readonly double[] _table;
        private readonly int _last;         // index of the last segment
        private readonly bool _isRising;
        private readonly bool _rawRises;

        private Calibration(double[] raw, double[] value, int count)
        {
            double[] table = new double[(Stride * (count - 1)) + 2];
            for (int i = 0; i < count; i++)
            {
                int k = Stride * i;
                table[k] = raw[i];
                table[k + Value] = value[i];
                if (i + 1 < count)
                {
                    table[k + RawDistance] = raw[i + 1] - raw[i];
                    table[k + ValueDistance] = value[i + 1] - value[i];
                }
            }

            _table = table;
            _last = Stride * (count - 2);
            _rawRises = table[RawDistance] > 0;
            _isRising = _rawRises == (table[ValueDistance] > 0);
        }

        /// <summary>True when value = raw: no points were given.</summary>
        public bool IsIdentity => this == Identity;

        /// <summary>True when one straight line holds everywhere (the identity too): it commutes with sums, means and ranks.</summary>
        public bool IsStraight => _last == 0;

        /// <summary>True when there is more than one segment.</summary>
        public bool IsBent => _last != 0;

        /// <summary>True when the value rises with the counts.</summary>
        public bool IsRising => _isRising;

        /// <summary>Points that the calibration was made of.</summary>
        public int PointCount => (_last / Stride) + 2;

        /// <summary>r1 of the first segment.</summary>
        public double FirstRaw => _table[0];

        /// <summary>v1 of the first segment.</summary>
        public double FirstValue => _table[Value];

        /// <summary>r2 - r1 of the first segment; never 0.</summary>
        public double RawStep => _table[RawDistance];

        /// <summary>v2 - v1 of the first segment.</summary>
        public double ValueStep => _table[ValueDistance];

        /// <summary>Last point's raw counts: where a straight line is exactly <see cref="LastValue"/>.</summary>
        public double LastRaw => _table[_last + Stride];

        /// <summary>Last point's value.</summary>
        public double LastValue => _table[_last + Stride + Value];

        /// <summary>Raw counts of a point, from 0.</summary>
        public double RawOf(int point)
        {
            return _table[Stride * point];
        }

        /// <summary>Value of a point, from 0.</summary>
        public double ValueOf(int point)
        {
            return _table[(Stride * point) + Value];
        }

        /// <summary>Makes a calibration of points in their written order; no points make the identity.</summary>
        /// <param name="raw">Raw counts, strictly rising or strictly falling.</param>
        /// <param name="value">Value at each, strictly rising or strictly falling.</param>
        /// <param name="count">Points, 0 or 2..8.</param>
        /// <returns>Null when the number of points is wrong, a number is not finite, or either side is not strictly monotone.</returns>
        public static Calibration TryCreate(double[] raw, double[] value, int count)
        {
            if (count == 0)
            {
                return Identity;
            }

            if (count < 2 || count > MaxPoints || !IsMonotone(raw, count) || !IsMonotone(value, count))
            {
                return null;
            }

            return new Calibration(raw, value, count);
        }

        /// <summary>Value of raw counts, which need not be whole (a mean of counts).</summary>
        /// <remarks>About 40 IL instructions for a straight line, 15 more for each segment passed.</remarks>
        public double ToValue(double raw)
        {
            double[] table = _table;
            int k = 0;
            int last = _last;
            if (_rawRises)
            {
                while (k < last && raw >= table[k + Stride])
                {
                    k += Stride;
                }
            }
            else
            {
                while (k < last && raw <= table[k + Stride])
                {
                    k += Stride;
                }
            }

            if (k == last && raw == table[k + Stride])
            {
                return table[k + Stride + Value];      // the only point that starts no segment
            }

            return table[k + Value] + ((raw - table[k]) * table[k + ValueDistance] / table[k + RawDistance]);
        }

        /// <summary>Counts 0..4095 whose value lies in a range, both ends included.</summary>
        /// <param name="low">Low end in the unit.</param>
        /// <param name="high">High end in the unit.</param>
        /// <param name="first">Least such counts.</param>
        /// <param name="last">Greatest such counts; below <paramref name="first"/> when there are none.</param>
        public void CountRange(double low, double high, out int first, out int last)
        {
            if (_isRising)
            {
                first = Boundary(low, false);
                last = Boundary(high, true) - 1;
            }
            else
            {
                first = Boundary(high, true);
                last = Boundary(low, false) - 1;
            }
        }

        /// <summary>Counts 0..4095 whose value is strictly above a threshold; empty when <paramref name="last"/> is below <paramref name="first"/>.</summary>
        public void CountsAbove(double threshold, out int first, out int last)
        {
            int boundary = Boundary(threshold, true);
            first = _isRising ? boundary : 0;
            last = _isRising ? MaxCounts : boundary - 1;
        }

        /// <summary>Counts 0..4095 whose value is strictly below a threshold; empty when <paramref name="last"/> is below <paramref name="first"/>.</summary>
        public void CountsBelow(double threshold, out int first, out int last)
        {
            int boundary = Boundary(threshold, false);
            first = _isRising ? 0 : boundary;
            last = _isRising ? boundary - 1 : MaxCounts;
        }

        /// <summary>Counts nearest to a value as the inverse line gives them, rounded down, held to -1..4096; a place to start an exact search.</summary>
        public int EstimateCounts(double value)
        {
            double[] table = _table;
            int k = 0;
            int last = _last;
            bool valueRises = table[ValueDistance] > 0;
            while (k < last && (valueRises ? value >= table[k + Stride + Value] : value <= table[k + Stride + Value]))
            {
                k += Stride;
            }

            double raw = table[k] + ((value - table[k + Value]) * table[k + RawDistance] / table[k + ValueDistance]);
            if (raw < 0)
            {
                return -1;
            }

            return raw > MaxCounts ? MaxCounts + 1 : (int)raw;
        }

        /// <summary>Where counts 0..4096 pass a threshold.</summary>
        /// <param name="threshold">In the unit.</param>
        /// <param name="beyond">Rising: false finds the first counts with value &gt;= threshold, true with value &gt; threshold. Falling: false finds the first with value
        /// &lt; threshold, true with value &lt;= threshold.</param>
        /// <returns>0..4096; 4096 when no counts are beyond.</returns>
        private int Boundary(double threshold, bool beyond)
        {
            int low = 0;
            int high = MaxCounts + 1;
            int guess = EstimateCounts(threshold);
            if (guess >= 2 && guess <= MaxCounts - 2)
            {
                // The estimate is off by rounding only: four looks instead of twelve.
                low = IsBeyond(guess - 2, threshold, beyond) ? 0 : guess - 1;
                high = IsBeyond(guess + 2, threshold, beyond) ? guess + 2 : MaxCounts + 1;
            }

            while (low < high)
            {
                int middle = (low + high) >> 1;
                if (IsBeyond(middle, threshold, beyond))
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

        private bool IsBeyond(int counts, double threshold, bool beyond)
        {
            double value = ToValue(counts);
            if (_isRising)
            {
                return beyond ? value > threshold : value >= threshold;
            }

            return beyond ? value <= threshold : value < threshold;
        }

        private static bool IsMonotone(double[] x, int count)
        {
            bool rises = x[1] > x[0];
            for (int i = 0; i < count; i++)
            {
                if (!Finite.Is(x[i]))
                {
                    return false;
                }

                if (i > 0 && ((rises ? x[i] <= x[i - 1] : x[i] >= x[i - 1]) || !Finite.Is(x[i] - x[i - 1])))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
