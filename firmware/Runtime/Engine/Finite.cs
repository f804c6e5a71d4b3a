using System;

namespace NanoBatch.Runtime
{
    /// <summary>Tells numbers from infinities and NaN by their bits: comparisons with NaN are wrong on nanoCLR.</summary>
    public static class Finite
    {
        /// <summary>Greatest double; a sum, product or quotient of finite numbers is finite when it lies within plus and minus this.</summary>
        public const double Max = 1.7976931348623157E+308;

        private const long ExponentBits = 0x7FF0000000000000L;

        /// <summary>True unless <paramref name="x"/> is infinite or not a number.</summary>
        public static bool Is(double x)
        {
            return (BitConverter.DoubleToInt64Bits(x) & ExponentBits) != ExponentBits;
        }
    }
}
