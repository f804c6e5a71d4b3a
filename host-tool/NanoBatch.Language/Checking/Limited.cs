using NanoBatch.Language.Model;

namespace NanoBatch.Language.Checking;

/// <summary>Whole numbers within limits.</summary>
internal static class Limited
{
    /// <summary>True when a whole number lies in a range; <paramref name="value"/> is the lower end otherwise.</summary>
    public static bool TryWhole(DecimalNumber number, int low, int high, out int value)
    {
        value = low;
        if (number < new DecimalNumber(low) || number > new DecimalNumber(high) || number.Exponent < 0)
        {
            return false;
        }

        value = (int)number.ToDouble();      // at most 999 999 999: exact
        return true;
    }
}
