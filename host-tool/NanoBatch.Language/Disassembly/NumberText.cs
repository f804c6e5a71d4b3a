using System;
using System.Globalization;

namespace NanoBatch.Language.Disassembly;

/// <summary>Constants of a package as a person wrote them.</summary>
internal static class NumberText
{
    /// <summary>Plain digits where that is short, <c>1.5e-20</c> otherwise; nine written digits come back as they were.</summary>
    public static string Of(double value)
        => value.ToString("G12", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');

    /// <summary>A range, ends included.</summary>
    public static string Of(double low, double high, bool isRaw) => $"{Of(low)}..{Of(high)}{(isRaw ? " raw" : "")}";
}
