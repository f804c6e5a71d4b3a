using System;
using System.Collections.Generic;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>A TOML table with the place of its heading, its keys in file order.</summary>
/// <param name="line">1-based line of the heading; 0 for the file itself.</param>
/// <param name="column">1-based column of the heading's name.</param>
internal sealed class TomlTable(int line, int column)
{
    private readonly List<TomlEntry> _entries = [];
    private readonly Dictionary<string, TomlEntry> _byName = new(StringComparer.Ordinal);   // a file of a million keys must not take a day

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>True once a heading of its own or an inline table has defined it: a second one is a mistake.</summary>
    public bool IsDefined { get; set; }

    /// <summary>The keys, in file order.</summary>
    public IReadOnlyList<TomlEntry> Entries => _entries;

    /// <summary>Adds a key that <see cref="Find"/> does not know yet.</summary>
    public void Add(TomlEntry entry)
    {
        _entries.Add(entry);
        _byName.Add(entry.Name, entry);
    }

    public TomlEntry? Find(string name) => _byName.GetValueOrDefault(name);
}
