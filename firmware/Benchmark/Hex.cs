namespace NanoBatch.Benchmark
{
    /// <summary>Packages in source code.</summary>
    internal static class Hex
    {
        /// <summary>Bytes of upper-case hex digits.</summary>
        public static byte[] Bytes(string text)
        {
            char[] digits = text.ToCharArray();     // indexing a string is slow on the device
            byte[] bytes = new byte[digits.Length / 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)((ValueOf(digits[2 * i]) << 4) | ValueOf(digits[(2 * i) + 1]));
            }

            return bytes;
        }

        /// <summary>The bit pattern of a double, to compare runtimes by.</summary>
        public static string OfBits(double value)
        {
            long bits = System.BitConverter.DoubleToInt64Bits(value);
            char[] text = new char[16];
            for (int i = 15; i >= 0; i--)
            {
                int digit = (int)(bits & 15);
                text[i] = (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
                bits >>= 4;
            }

            return new string(text);
        }

        private static int ValueOf(char digit)
        {
            return digit <= '9' ? digit - '0' : digit - 'A' + 10;
        }
    }
}
