using System;
using System.Globalization;
using System.Numerics;

namespace NanoBatch.Language.Model;

/// <summary>An exact decimal constant: <c>Mantissa · 10^Exponent</c>, trailing zeros of the mantissa normalised away.</summary>
/// <remarks>
/// Mantissa −999 999 999..999 999 999; magnitudes 1e-38..1e38 or zero, whose exponent is 0. A package keeps the pair, so that a
/// constant reaches the board as it was written. Two numbers are equal exactly when their values are.
/// </remarks>
public readonly record struct DecimalNumber : IComparable<DecimalNumber>
{
    /// <summary>Most significant digits that a constant may have.</summary>
    public const int MaxDigits = 9;

    /// <summary>A whole number, normalised; |value| up to 999 999 999.</summary>
    public DecimalNumber(int value)
        : this(value, 0)
    {
    }

    /// <summary>Normalises: <c>1200, -2</c> becomes <c>12, 0</c>.</summary>
    public DecimalNumber(int mantissa, int exponent)
    {
        if (mantissa == 0)
        {
            exponent = 0;
        }

        while (mantissa != 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            exponent++;
        }

        Mantissa = mantissa;
        Exponent = exponent;
    }

    /// <summary>Significant digits with the sign; never a multiple of ten, except zero.</summary>
    public int Mantissa { get; }

    /// <summary>Power of ten of the mantissa's last digit.</summary>
    public int Exponent { get; }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Math.Sign(Mantissa);

    public static bool operator <(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) >= 0;

    /// <summary>The same magnitude with the other sign.</summary>
    public DecimalNumber Negated() => new(-Mantissa, Exponent);

    /// <summary>The nearest double; correctly rounded, because the decimal text is parsed.</summary>
    public double ToDouble()
        => double.Parse(string.Create(CultureInfo.InvariantCulture, $"{Mantissa}e{Exponent}"), CultureInfo.InvariantCulture);

    /// <summary>Compares values exactly, without a detour over binary fractions.</summary>
    public int CompareTo(DecimalNumber other)
    {
        int common = Math.Min(Exponent, other.Exponent);
        return Scaled(common).CompareTo(other.Scaled(common));
    }

    /// <summary>Shortest plain form, an exponent only where zeros would get long: <c>0.5</c>, <c>-22</c>, <c>1e-12</c>.</summary>
    public override string ToString()
    {
        if (Exponent is > 6 or < -12)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Mantissa}e{Exponent}");
        }

        if (Exponent >= 0)
        {
            return Scaled(0).ToString(CultureInfo.InvariantCulture);
        }

        string digits = Math.Abs(Mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(1 - Exponent, '0');
        int point = digits.Length + Exponent;
        return (Mantissa < 0 ? "-" : "") + digits[..point] + "." + digits[point..];
    }

    private BigInteger Scaled(int exponent) => Mantissa * BigInteger.Pow(10, Exponent - exponent);
}
