using System.Collections.Generic;
using System.Globalization;

namespace NanoBatch.Language.Checking;

/// <summary>Channel ranges: <c>soil1..soil4</c> is one stem with a rising number.</summary>
internal static class ChannelNames
{
    /// <summary>Names that a range is expanded to at most: far over any limit, and harmless to hold.</summary>
    private const int MaxNames = 100;

    /// <summary>The names of a range, or null where the stems differ or the number does not rise.</summary>
    /// <remarks>Leading zeros count: <c>t08..t12</c> has two digits throughout, <c>t8..t12</c> none to spare.</remarks>
    public static IReadOnlyList<string>? Expand(string first, string last)
    {
        (string stem, string firstDigits) = Split(first);
        (string lastStem, string lastDigits) = Split(last);
        bool isPadded = firstDigits.Length > 1 && firstDigits[0] == '0';
        bool isLastPadded = lastDigits.Length > 1 && lastDigits[0] == '0';
        bool isShaped = stem == lastStem && firstDigits.Length is > 0 and <= 9 && lastDigits.Length is > 0 and <= 9
            && ((!isPadded && !isLastPadded) || firstDigits.Length == lastDigits.Length);
        if (!isShaped)
        {
            return null;
        }

        int from = int.Parse(firstDigits, NumberStyles.None, CultureInfo.InvariantCulture);
        int to = int.Parse(lastDigits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (from >= to)
        {
            return null;
        }

        var names = new List<string>();
        for (int number = from; number <= to && names.Count < MaxNames; number++)
        {
            string digits = number.ToString(CultureInfo.InvariantCulture);
            names.Add(stem + (isPadded ? digits.PadLeft(firstDigits.Length, '0') : digits));
        }

        return names;
    }

    private static (string Stem, string Digits) Split(string name)
    {
        int at = name.Length;
        while (at > 0 && char.IsAsciiDigit(name[at - 1]))
        {
            at--;
        }

        return (name[..at], name[at..]);
    }
}
