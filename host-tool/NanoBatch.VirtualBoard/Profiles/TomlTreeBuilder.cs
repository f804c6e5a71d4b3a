using System;
using System.Collections.Generic;
using System.Linq;
using Tomlyn.Syntax;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Turns Tomlyn's syntax into one tree of tables that keeps every key's place, whichever way a table was written.</summary>
/// <remarks>Keys that are given twice are reported here, in words that name the first place; Tomlyn's own check quotes whole tables.</remarks>
internal sealed class TomlTreeBuilder(Action<int, int, string, string?> report)
{
    private readonly TomlTable _root = new(0, 0) { IsDefined = true };

    /// <summary>Builds the tree of a document that parsed without an error.</summary>
    public TomlTable Build(DocumentSyntax document)
    {
        foreach (KeyValueSyntax pair in document.KeyValues)
        {
            AddPair(_root, pair);
        }

        foreach (TableSyntaxBase heading in document.Tables)
        {
            TomlTable table = OpenTable(heading);
            foreach (KeyValueSyntax pair in heading.Items)
            {
                AddPair(table, pair);
            }
        }

        return _root;
    }

    private TomlTable OpenTable(TableSyntaxBase heading)
    {
        List<TomlEntry> path = PathOf(heading.Name);
        if (path.Count == 0)
        {
            return new TomlTable(0, 0);
        }

        TomlTable parent = Descend(_root, path.SkipLast(1));
        TomlEntry name = path[^1];
        TomlEntry? known = parent.Find(name.Name);
        var table = new TomlTable(name.Line, name.Column) { IsDefined = true };
        if (heading is TableArraySyntax)
        {
            if (known is null)
            {
                parent.Add(name with { Tables = [table] });
            }
            else if (known.Tables is not null)
            {
                known.Tables.Add(table);
            }
            else
            {
                ReportTwice(name, known);
            }

            return table;
        }

        if (known is null)
        {
            parent.Add(name with { Table = table });
            return table;
        }

        if (known.Table is null || known.Table.IsDefined)
        {
            ReportTwice(name, known);
            return table;
        }

        known.Table.IsDefined = true;      // [a.b] came before [a]: legal, and the same table
        return known.Table;
    }

    private void AddPair(TomlTable table, KeyValueSyntax pair)
    {
        List<TomlEntry> path = PathOf(pair.Key);
        if (path.Count == 0)
        {
            return;
        }

        TomlTable parent = Descend(table, path.SkipLast(1));
        TomlEntry entry = path[^1];
        TomlEntry? known = parent.Find(entry.Name);
        if (known is not null)
        {
            ReportTwice(entry, known);
            return;
        }

        if (pair.Value is InlineTableSyntax inline)
        {
            entry.Table = Inline(inline);
        }
        else if (pair.Value is ArraySyntax array && array.Items.ChildrenCount > 0 && array.Items.All(item => item.Value is InlineTableSyntax))
        {
            entry.Tables = array.Items.Select(item => Inline((InlineTableSyntax)item.Value!)).ToList();
        }
        else
        {
            entry.Value = pair.Value;
        }

        parent.Add(entry);
    }

    private TomlTable Inline(InlineTableSyntax inline)
    {
        var table = new TomlTable(inline.Span.Start.Line + 1, inline.Span.Start.Column + 1) { IsDefined = true };
        foreach (InlineTableItemSyntax item in inline.Items)
        {
            if (item.KeyValue is not null)
            {
                AddPair(table, item.KeyValue);
            }
        }

        return table;
    }

    /// <summary>Follows a dotted key, making the tables that are not there yet; a key that holds a value leads nowhere, and says so.</summary>
    private TomlTable Descend(TomlTable table, IEnumerable<TomlEntry> path)
    {
        foreach (TomlEntry step in path)
        {
            TomlEntry? known = table.Find(step.Name);
            if (known is null)
            {
                known = step with { Table = new TomlTable(step.Line, step.Column) };
                table.Add(known);
            }

            TomlTable? next = known.Table ?? known.Tables?[^1];
            if (next is null)
            {
                ReportTwice(step, known);
                return new TomlTable(step.Line, step.Column);
            }

            table = next;
        }

        return table;
    }

    private void ReportTwice(TomlEntry again, TomlEntry first) => report(
        again.Line, again.Column, FormattableString.Invariant($"'{again.Name}' is given twice, first at line {first.Line}"), "keep one of them");

    private static List<TomlEntry> PathOf(KeySyntax? key)
    {
        var path = new List<TomlEntry>();
        if (key?.Key is null)
        {
            return path;
        }

        path.Add(EntryOf(key.Key));
        foreach (DottedKeyItemSyntax item in key.DotKeys)
        {
            if (item.Key is not null)
            {
                path.Add(EntryOf(item.Key));
            }
        }

        return path;
    }

    private static TomlEntry EntryOf(BareKeyOrStringValueSyntax key)
    {
        string name = key switch
        {
            BareKeySyntax bare => bare.Key?.Text ?? string.Empty,
            StringValueSyntax quoted => quoted.Value ?? string.Empty,
            _ => string.Empty,
        };
        return new TomlEntry(name, key.Span.Start.Line + 1, key.Span.Start.Column + 1);
    }
}
