using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Lexing;

/// <summary>One lexeme. <see cref="Text"/> is what the parser goes by; after a repaired slip it may differ from the source.</summary>
internal readonly record struct Token(TokenKind Kind, TextSpan Span, string Text)
{
    /// <summary>Value of a <see cref="TokenKind.Number"/>.</summary>
    public DecimalNumber Number { get; init; }

    /// <summary>True for a number of digits alone.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Milliseconds of a <see cref="TokenKind.Duration"/>, minute of the day of a <see cref="TokenKind.Time"/>.</summary>
    public long Value { get; init; }

    /// <summary>True where the lexer already reported this lexeme: its value is a stand-in that must not cause another message.</summary>
    public bool IsPoisoned { get; init; }

    /// <summary>True where the lexer reported the lexeme and repaired it: its value counts, and it is not complained about again.</summary>
    public bool IsRepaired { get; init; }

    /// <summary>True for the first token of its line: recovery takes a keyword there for the start of a statement.</summary>
    public bool IsFirstOnLine { get; init; }

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
