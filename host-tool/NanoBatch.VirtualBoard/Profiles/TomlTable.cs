using System;
using System.Collections.Generic;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>A TOML table with the place of its heading, its keys in file order.</summary>
/// <param name="line">1-based line of the heading; 0 for the file itself.</param>
/// <param name="column">1-based column of the heading's name.</param>
internal sealed class TomlTable(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>True once a heading of its own or an inline table has defined it: a second one is a mistake.</summary>
    public bool IsDefined { get; set; }

    public List<TomlEntry> Entries { get; } = [];

    public TomlEntry? Find(string name) => Entries.Find(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));
}
