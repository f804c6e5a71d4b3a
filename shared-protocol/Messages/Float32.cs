namespace NanoBatch.Protocol
{
    /// <summary>Double to the bits of the nearest IEEE 754 binary32 and back, in integers: the device's library has no such call without an allocation.</summary>
    public static class Float32
    {
        private const long FractionMask = 0xFFFFFFFFFFFFFL;

        /// <summary>Largest finite binary32; a greater magnitude is not a result but null.</summary>
        public const double Max = 3.4028234663852886e38;

        /// <summary>Round to nearest, ties to even; the caller has made sure of a finite magnitude of at most <see cref="Max"/>.</summary>
        public static uint BitsOf(double value)
        {
            long bits = System.BitConverter.DoubleToInt64Bits(value);
            uint sign = bits < 0 ? 0x80000000u : 0u;
            int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
            long fraction = bits & FractionMask;
            if (exponent < -150)
            {
                return sign;
            }

            if (exponent < -126)
            {
                // Subnormal: the hidden bit joins the fraction and both shift right.
                return sign | (uint)RoundShift(fraction | (FractionMask + 1), 29 + (-126 - exponent));
            }

            // A carry out of the fraction runs into the exponent, which is what rounding up to the next power of two means.
            return sign + (uint)((long)(exponent + 127) << 23) + (uint)RoundShift(fraction, 29);
        }

        /// <summary>The value of binary32 bits; infinities and NaN, which no board sends, give 0.</summary>
        public static double ValueOf(uint bits)
        {
            long wide = bits;       // a cast of uint to int emits no IL: nanoCLR would go on in unsigned arithmetic
            int exponent = (int)((wide >> 23) & 0xFF);
            long fraction = wide & 0x7FFFFF;
            if (exponent == 0xFF)
            {
                return 0;
            }

            double value;
            if (exponent == 0)
            {
                value = fraction * 1.401298464324817e-45;
            }
            else
            {
                value = System.BitConverter.Int64BitsToDouble(((long)(exponent - 127 + 1023) << 52) | (fraction << 29));
            }

            return (bits & 0x80000000u) != 0 ? -value : value;
        }

        private static long RoundShift(long value, int shift)
        {
            long quotient = value >> shift;
            long rest = value - (quotient << shift);
            long half = 1L << (shift - 1);
            return rest > half || (rest == half && (quotient & 1) != 0) ? quotient + 1 : quotient;
        }
    }
}
