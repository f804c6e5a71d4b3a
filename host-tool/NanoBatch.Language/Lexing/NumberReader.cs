using System.Globalization;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Lexing;

/// <summary>Turns the text of a number into its exact decimal value.</summary>
internal static class NumberReader
{
    private const int MaxMagnitude = 38;

    public enum Outcome
    {
        Good,

        /// <summary>More than nine significant digits.</summary>
        TooManyDigits,

        /// <summary>Beyond 1e38, or nearer to zero than 1e-38.</summary>
        OutOfRange,
    }

    /// <summary>Reads <c>digits [ "." digits ] [ "e" [ sign ] digits ]</c>; the number is 1 unless the outcome is good.</summary>
    public static Outcome TryRead(string text, out DecimalNumber number)
    {
        number = new DecimalNumber(1);
        int exponentAt = text.IndexOfAny(['e', 'E']);
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return Outcome.OutOfRange;
        }

        int point = mantissa.IndexOf('.');
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        string digits = mantissa.Replace(".", string.Empty, System.StringComparison.Ordinal).TrimStart('0');
        string significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            number = default;
            return Outcome.Good;
        }

        if (significant.Length > DecimalNumber.MaxDigits)
        {
            return Outcome.TooManyDigits;
        }

        long power = (long)exponent - decimals + (digits.Length - significant.Length);
        long leading = power + significant.Length - 1;
        bool isTop = leading == MaxMagnitude && significant == "1";
        if (leading < -MaxMagnitude || (leading >= MaxMagnitude && !isTop))
        {
            return Outcome.OutOfRange;
        }

        number = new DecimalNumber(int.Parse(significant, NumberStyles.None, CultureInfo.InvariantCulture), (int)power);
        return Outcome.Good;
    }
}
