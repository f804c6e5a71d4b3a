using System;
using System.Linq;
using SkiaSharp;

namespace NanoBatch.Results.Plotting;

/// <summary>Picks a font for words in pictures.</summary>
/// <remarks>The Linux build of the drawing library that needs no packages finds the fonts under /usr/share/fonts by itself; where there are
/// none, text is measured and drawn as nothing.</remarks>
internal static class PlotFont
{
    private static readonly string[] s_preferred =
        ["DejaVu Sans", "Noto Sans", "Liberation Sans", "Open Sans", "Segoe UI", "Helvetica Neue", "Arial", "Roboto", "Ubuntu", "Cantarell", "FreeSans"];

    /// <summary>Whether this machine has any font.</summary>
    public static bool IsAvailable { get; } = SKFontManager.Default.FontFamilies.Any(name => name.Length > 0);

    /// <summary>A sans serif of this machine, else whatever it has.</summary>
    public static string Family { get; } = Pick();

    private static string Pick()
    {
        string[] present = SKFontManager.Default.FontFamilies.ToArray();
        return Array.Find(s_preferred, name => present.Contains(name, StringComparer.OrdinalIgnoreCase))
            ?? Array.Find(present, name => name.Contains("Sans", StringComparison.OrdinalIgnoreCase) && !name.Contains("Mono", StringComparison.OrdinalIgnoreCase))
            ?? SKTypeface.Default.FamilyName;
    }
}
