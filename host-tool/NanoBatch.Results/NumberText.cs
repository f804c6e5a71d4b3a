using System;
using System.Globalization;

namespace NanoBatch.Results;

/// <summary>Numbers as text that reads back to the same bits, in a form that is also valid JSON.</summary>
internal static class NumberText
{
    /// <summary>Shortest digits that give the same float32; plain notation from 0.0001 up to 10 million, else with an exponent.</summary>
    /// <param name="value">A finite number.</param>
    public static string Of(float value)
    {
        // "R" changes to an exponent at 1E-05 and at 1E+08 for float32; a plain number is what people and spreadsheets read best.
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Seconds without trailing zeros: 21600, 0.1.</summary>
    public static string Of(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
