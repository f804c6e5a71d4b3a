namespace NanoBatch.Protocol
{
    /// <summary>A number as written: mantissa times a power of ten, so that a package keeps the decimal value exactly.</summary>
    /// <remarks>
    /// Wire form: one byte 0x00..0xBF is the integer -32..159; 0xC0..0xFC is an exponent -39..21 before a zigzag mantissa; 0xFD is an exponent
    /// byte (two's complement) before it; 0xFE marks raw ADC counts and is followed by one of the other forms; 0xFF is refused.
    /// </remarks>
    public static class DecimalConstant
    {
        public const int MantissaMax = 999999999;
        public const int ExponentMin = -60;
        public const int ExponentMax = 60;

        private const int SmallMin = -32;
        private const int SmallMax = 159;
        private const int ExponentFirst = 0xC0;
        private const int ExponentLast = 0xFC;
        private const int ExponentBias = 39;
        private const int FarExponent = 0xFD;
        private const int RawMark = 0xFE;

        // 10^0..10^22 are exact in double (IEEE 754), so one product or quotient is the correctly rounded value.
        private const int ExactPowerMax = 22;

        /// <summary>Mantissa times ten to the exponent.</summary>
        public static double Value(int mantissa, int exponent)
        {
            double value = mantissa;
            while (exponent > ExactPowerMax)
            {
                value *= PowerOfTen(ExactPowerMax);
                exponent -= ExactPowerMax;
            }

            while (exponent < -ExactPowerMax)
            {
                value /= PowerOfTen(ExactPowerMax);
                exponent += ExactPowerMax;
            }

            return exponent < 0 ? value / PowerOfTen(-exponent) : value * PowerOfTen(exponent);
        }

        /// <summary>Writes a constant in its only form: trailing zeros of the mantissa are moved into the exponent when that is shorter.</summary>
        public static void Write(ByteWriter writer, int mantissa, int exponent, bool isRaw)
        {
            if (isRaw)
            {
                writer.U8(RawMark);
            }

            while (mantissa != 0 && mantissa % 10 == 0)
            {
                mantissa /= 10;
                exponent++;
            }

            if (mantissa == 0)
            {
                exponent = 0;
            }

            int small = SmallOf(mantissa, exponent);
            if (small >= SmallMin)
            {
                writer.U8(small - SmallMin);
                return;
            }

            int biased = exponent + ExponentBias + ExponentFirst;
            if (biased >= ExponentFirst && biased <= ExponentLast)
            {
                writer.U8(biased);
            }
            else
            {
                writer.U8(FarExponent);
                writer.U8(exponent);
            }

            writer.Zigzag(mantissa);
        }

        /// <summary>Reads a constant; a form that <see cref="Write"/> would not give is malformed.</summary>
        /// <param name="rawAllowed">False refuses the mark of raw counts.</param>
        /// <param name="isRaw">True when the number stands for ADC counts.</param>
        public static double Read(ByteReader reader, bool rawAllowed, out bool isRaw)
        {
            isRaw = false;
            int first = reader.U8();
            if (first == RawMark && rawAllowed)
            {
                isRaw = true;
                first = reader.U8();
            }

            if (first < ExponentFirst)
            {
                return first + SmallMin;
            }

            int exponent = first - ExponentFirst - ExponentBias;
            if (first == FarExponent)
            {
                exponent = (sbyte)reader.U8();
                if (exponent >= -ExponentBias && exponent <= ExponentLast - ExponentFirst - ExponentBias)
                {
                    reader.IsBad = true;
                }
            }
            else if (first > ExponentLast)
            {
                reader.IsBad = true;
            }

            long mantissa = reader.Zigzag();
            if (reader.IsBad || mantissa > MantissaMax || mantissa < -MantissaMax || mantissa % 10 == 0
                || exponent < ExponentMin || exponent > ExponentMax || SmallOf((int)mantissa, exponent) >= SmallMin)
            {
                reader.IsBad = true;
                return 0;
            }

            return Value((int)mantissa, exponent);
        }

        private static double PowerOfTen(int exponent)
        {
            double power = 1;
            for (int i = 0; i < exponent; i++)
            {
                power *= 10;
            }

            return power;
        }

        /// <summary>The integer of a one-byte form, or less than <see cref="SmallMin"/> when there is none.</summary>
        private static int SmallOf(int mantissa, int exponent)
        {
            if (exponent == 0 && mantissa >= SmallMin && mantissa <= SmallMax)
            {
                return mantissa;
            }

            if (exponent == 1 && mantissa >= SmallMin / 10 && mantissa <= SmallMax / 10)
            {
                return mantissa * 10;
            }

            return exponent == 2 && mantissa == 1 ? 100 : SmallMin - 1;
        }
    }
}
