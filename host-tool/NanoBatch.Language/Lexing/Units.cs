namespace NanoBatch.Language.Lexing;

/// <summary>The shape of unit tokens (DECISIONS 52).</summary>
internal static class Units
{
    public const string Raw = "raw";
    public const string Percent = "%";
    public const string Hours = "h";

    /// <summary>End of the longest unit that starts at an offset; the offset itself where none does.</summary>
    public static int EndOf(string text, int start)
    {
        int end = start;
        if (end < text.Length && text[end] == '%')
        {
            return end + 1;
        }

        if (end >= text.Length || !Characters.IsUnitStart(text[end]))
        {
            return start;
        }

        while (end < text.Length && (Characters.IsUnitPart(text[end]) || IsInnerSlash(text, end)))
        {
            end++;
        }

        return end;
    }

    /// <summary>Unicode has two code points for micro and for ohm that look alike; the first of each pair is used.</summary>
    public static string Normalize(string unit) => unit.Replace('\u03BC', '\u00B5').Replace('\u2126', '\u03A9');

    private static bool IsInnerSlash(string text, int at)
        => text[at] == '/' && at + 1 < text.Length && Characters.IsUnitStart(text[at + 1]) && text[at + 1] != '°';
}
