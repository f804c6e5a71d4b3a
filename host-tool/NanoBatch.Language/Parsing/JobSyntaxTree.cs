using System.Collections.Generic;
using NanoBatch.Language.Lexing;

namespace NanoBatch.Language.Parsing;

/// <summary>A parsed file.</summary>
internal sealed record JobSyntaxTree
{
    /// <summary>The header; null where the file has none, which was reported.</summary>
    public required JobSyntax? Job { get; init; }

    public required IReadOnlyList<StatementSyntax> Statements { get; init; }

    public required TokenList Lexemes { get; init; }

    /// <summary>What begins at an offset, for the formatter.</summary>
    public required IReadOnlyDictionary<int, LineRole> LineStarts { get; init; }
}
