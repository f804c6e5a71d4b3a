using NanoBatch.Language.Text;

namespace NanoBatch.Language.Lexing;

/// <summary>A comment from its <c>#</c> to the end of its line, trailing blanks left out.</summary>
internal readonly record struct Comment(TextSpan Span, string Text, bool IsOwnLine);
