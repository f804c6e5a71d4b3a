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
        public static readonly Calibration Identity = new Calibration(new double[] { 0, 1 }, new double[] { 0, 1 }, true);

        private readonly double[] _raw;
        private readonly double[] _value;
        private readonly double[] _rawStep;
        private readonly double[] _valueStep;
        private readonly int _segments;
        private readonly bool _isIdentity;
        private readonly bool _isRising;
        private readonly bool _rawRises;

        private Calibration(double[] raw, double[] value, bool isIdentity)
        {
            int segments = raw.Length - 1;
            _raw = raw;
            _value = value;
            _rawStep = new double[segments];
            _valueStep = new double[segments];
            _segments = segments;
            for (int i = 0; i < segments; i++)
            {
                _rawStep[i] = raw[i + 1] - raw[i];
                _valueStep[i] = value[i + 1] - value[i];
            }

            _isIdentity = isIdentity;
            _rawRises = _rawStep[0] > 0;
            _isRising = _rawRises == (_valueStep[0] > 0);
        }

        /// <summary>True when value = raw: no points were given.</summary>
        public bool IsIdentity => _isIdentity;

        /// <summary>True when one straight line holds everywhere (the identity too): it commutes with sums, means and ranks.</summary>
        public bool IsStraight => _segments == 1;

        /// <summary>True when there is more than one segment.</summary>
        public bool IsBent => _segments > 1;

        /// <summary>True when the value rises with the counts.</summary>
        public bool IsRising => _isRising;

        /// <summary>Points that the calibration was made of.</summary>
        public int PointCount => _segments + 1;

        /// <summary>r1 of the first segment.</summary>
        public double FirstRaw => _raw[0];

        /// <summary>v1 of the first segment.</summary>
        public double FirstValue => _value[0];

        /// <summary>r2 - r1 of the first segment; never 0.</summary>
        public double RawStep => _rawStep[0];

        /// <summary>v2 - v1 of the first segment.</summary>
        public double ValueStep => _valueStep[0];

        /// <summary>Last point's raw counts: where a straight line is exactly <see cref="LastValue"/>.</summary>
        public double LastRaw => _raw[_segments];

        /// <summary>Last point's value.</summary>
        public double LastValue => _value[_segments];

        /// <summary>Raw counts of a point, from 0.</summary>
        public double RawOf(int point)
        {
            return _raw[point];
        }

        /// <summary>Value of a point, from 0.</summary>
        public double ValueOf(int point)
        {
            return _value[point];
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

            double[] rawCopy = new double[count];
            double[] valueCopy = new double[count];
            for (int i = 0; i < count; i++)
            {
                rawCopy[i] = raw[i];
                valueCopy[i] = value[i];
            }

            return new Calibration(rawCopy, valueCopy, false);
        }

        /// <summary>Value of raw counts, which need not be whole (a mean of counts).</summary>
        /// <remarks>About 40 IL instructions for a straight line, 15 more for each segment passed.</remarks>
        public double ToValue(double raw)
        {
            int k = 0;
            int last = _segments - 1;
            if (_rawRises)
            {
                while (k < last && raw >= _raw[k + 1])
                {
                    k++;
                }
            }
            else
            {
                while (k < last && raw <= _raw[k + 1])
                {
                    k++;
                }
            }

            if (k == last && raw == _raw[k + 1])
            {
                return _value[k + 1];      // the only point that starts no segment
            }

            return _value[k] + ((raw - _raw[k]) * _valueStep[k] / _rawStep[k]);
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
            int k = 0;
            int last = _segments - 1;
            bool valueRises = _valueStep[0] > 0;
            while (k < last && (valueRises ? value >= _value[k + 1] : value <= _value[k + 1]))
            {
                k++;
            }

            double raw = _raw[k] + ((value - _value[k]) * _rawStep[k] / _valueStep[k]);
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
