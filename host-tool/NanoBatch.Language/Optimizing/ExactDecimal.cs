using System;
using System.Globalization;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>Doubles back to package constants, where nothing is lost on the way.</summary>
internal static class ExactDecimal
{
    /// <summary>The constant that the board turns into exactly this double, or null where nine digits do not hold it.</summary>
    /// <remarks>Negative zero has no constant: a package knows one zero.</remarks>
    public static DecimalNumber? Of(double value)
    {
        if (!double.IsFinite(value) || (value == 0 && double.IsNegative(value)))
        {
            return null;
        }

        string[] parts = value.ToString("E8", CultureInfo.InvariantCulture).Split('E');
        int mantissa = int.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var number = new DecimalNumber(mantissa, int.Parse(parts[1], CultureInfo.InvariantCulture) - 8);
        bool fits = number.Exponent >= DecimalConstant.ExponentMin && number.Exponent <= DecimalConstant.ExponentMax;
        return fits && ValueOf(number) == value ? number : null;
    }

    /// <summary>The double that the board's decoder makes of a constant.</summary>
    public static double ValueOf(DecimalNumber number) => DecimalConstant.Value(number.Mantissa, number.Exponent);
}
