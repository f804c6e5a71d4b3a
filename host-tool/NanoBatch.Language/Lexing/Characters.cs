namespace NanoBatch.Language.Lexing;

/// <summary>Character classes of the language.</summary>
internal static class Characters
{
    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    public static bool IsNamePart(char c) => IsLetter(c) || IsDigit(c) || c == '_';

    /// <summary>A letter of any script: no name may have it beyond ASCII, but a message should swallow the whole word.</summary>
    public static bool IsWordLike(char c) => IsNamePart(c) || (c > '\x7f' && char.IsLetter(c));

    /// <summary>Letters of any script, <c>°</c>, <c>µ</c> (DECISIONS 52).</summary>
    public static bool IsUnitStart(char c) => IsLetter(c) || c == '°' || (c > '\x7f' && char.IsLetter(c));

    public static bool IsUnitPart(char c) => IsUnitStart(c) || IsDigit(c);
}
