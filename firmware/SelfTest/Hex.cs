using System;

namespace NanoBatch.SelfTest
{
    /// <summary>Bytes and bit patterns as upper-case hex digits, and back.</summary>
    public static class Hex
    {
        private const string Digits = "0123456789ABCDEF";

        public static string Of(byte[] bytes, int offset, int count)
        {
            char[] text = new char[2 * count];
            for (int i = 0; i < count; i++)
            {
                int b = bytes[offset + i];
                text[2 * i] = Digits[b >> 4];
                text[(2 * i) + 1] = Digits[b & 15];
            }

            return new string(text);
        }

        public static string Of(uint value)
        {
            return Of(value, 8);
        }

        /// <summary>The bit pattern of a double.</summary>
        public static string OfBits(double value)
        {
            return Of(BitConverter.DoubleToInt64Bits(value), 16);
        }

        /// <summary>Bytes of hex digits; spaces between bytes are skipped.</summary>
        public static byte[] Bytes(string text)
        {
            char[] digits = text.ToCharArray();     // indexing a string is slow on the device
            byte[] bytes = new byte[digits.Length / 2];
            int count = 0;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] != ' ')
                {
                    bytes[count++] = (byte)((ValueOf(digits[i]) << 4) | ValueOf(digits[++i]));
                }
            }

            byte[] exact = new byte[count];
            Array.Copy(bytes, exact, count);
            return exact;
        }

        /// <summary>The double of a bit pattern.</summary>
        public static double ToDouble(string text)
        {
            long bits = 0;
            for (int i = 0; i < text.Length; i++)
            {
                bits = (bits << 4) | (long)ValueOf(text[i]);
            }

            return BitConverter.Int64BitsToDouble(bits);
        }

        private static string Of(long value, int digits)
        {
            char[] text = new char[digits];
            for (int i = digits - 1; i >= 0; i--)
            {
                text[i] = Digits[(int)(value & 15)];
                value >>= 4;
            }

            return new string(text);
        }

        private static int ValueOf(char digit)
        {
            return digit <= '9' ? digit - '0' : digit - 'A' + 10;
        }
    }
}
