namespace NanoBatch.Language.Lexing;

/// <summary>What a lexeme is; keywords are words, told apart by their text.</summary>
internal enum TokenKind
{
    EndOfFile,

    /// <summary>Keyword, aggregate or name; after <c>job</c> hyphens are part of it.</summary>
    Word,
    Number,

    /// <summary>Only directly after a number: <c>%</c>, <c>raw</c>, <c>kPa</c>, <c>m3/m3</c>.</summary>
    Unit,
    Duration,
    Time,
    String,
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    DotDot,
    Plus,
    Minus,
    Star,
    Slash,
    Assign,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}
