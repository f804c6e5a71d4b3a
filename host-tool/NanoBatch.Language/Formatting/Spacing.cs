using NanoBatch.Language.Lexing;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Formatting;

/// <summary>Whether two neighbours on a line are parted by a blank.</summary>
internal static class Spacing
{
    /// <param name="source">The file.</param>
    /// <param name="before">The lexeme before <paramref name="left"/>, which tells a sign from an operator.</param>
    /// <param name="left">A lexeme.</param>
    /// <param name="right">The next one.</param>
    public static bool Parts(SourceText source, Token before, Token left, Token right)
    {
        if (right.Kind is TokenKind.Comma or TokenKind.CloseParenthesis or TokenKind.DotDot
            || left.Kind is TokenKind.OpenParenthesis or TokenKind.DotDot)
        {
            return false;
        }

        if (left.Kind is TokenKind.Minus or TokenKind.Plus && !EndsOperand(before))
        {
            return false;
        }

        if (right.Kind == TokenKind.OpenParenthesis)
        {
            return !(left.Kind == TokenKind.Word && IsCallable(left.Text));
        }

        return !IsWithinPerHour(source, before, left, right);
    }

    private static bool EndsOperand(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Unit or TokenKind.CloseParenthesis => true,
        TokenKind.Word => !ReservedWords.IsReserved(token.Text),
        _ => false,
    };

    private static bool IsCallable(string word)
        => word == "abs" || ReservedWords.IsAggregate(word, out _, out _) || !ReservedWords.IsReserved(word);

    /// <summary><c>2 %/h</c> is one unit to the checker as long as nothing parts it.</summary>
    private static bool IsWithinPerHour(SourceText source, Token before, Token left, Token right)
    {
        bool isSlash = left is { Kind: TokenKind.Unit, Text: Units.Percent } && right.Kind == TokenKind.Slash && left.Span.End == right.Span.Start
            && right.Span.End < source.Text.Length && source.Text[right.Span.End] == 'h';
        bool isHour = left.Kind == TokenKind.Slash && right.IsWord(Units.Hours) && left.Span.End == right.Span.Start
            && before is { Kind: TokenKind.Unit, Text: Units.Percent } && before.Span.End == left.Span.Start;
        return isSlash || isHour;
    }
}
