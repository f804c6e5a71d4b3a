using System.Collections.Generic;
using Tomlyn.Syntax;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>One key of a TOML table with its place; exactly one of value, table and tables is set, none after a syntax error.</summary>
/// <param name="Name">The key without quotes.</param>
/// <param name="Line">1-based line of the key.</param>
/// <param name="Column">1-based column of the key.</param>
internal sealed record TomlEntry(string Name, int Line, int Column)
{
    /// <summary>A plain value.</summary>
    public ValueSyntax? Value { get; set; }

    /// <summary>A sub-table, whichever of TOML's three ways it was written in.</summary>
    public TomlTable? Table { get; set; }

    /// <summary>An array of tables.</summary>
    public List<TomlTable>? Tables { get; set; }
}
