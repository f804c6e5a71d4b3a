using System.Collections.Generic;

namespace NanoBatch.Language.Lexing;

/// <summary>A file's lexemes, the last one <see cref="TokenKind.EndOfFile"/>, and its comments, both in source order.</summary>
internal sealed record TokenList(IReadOnlyList<Token> Tokens, IReadOnlyList<Comment> Comments);
