using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NanoBatch.Protocol;
using Tomlyn.Syntax;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads the keys of one table of a profile; what is wrong with them goes to the list of mistakes.</summary>
internal sealed class TableReader
{
    private readonly ProfileErrors _errors;
    private readonly TomlTable _table;
    private readonly HashSet<string> _meant = [];    // keys that a misspelt one stands for: not missing as well

    /// <param name="errors">Takes mistakes.</param>
    /// <param name="table">The table; keys that it may not have are reported at once.</param>
    /// <param name="where">What messages call it, such as <c>[board]</c>.</param>
    /// <param name="known">Keys that it may have.</param>
    public TableReader(ProfileErrors errors, TomlTable table, string where, params string[] known)
    {
        _errors = errors;
        _table = table;
        foreach (TomlEntry entry in table.Entries)
        {
            if (known.Contains(entry.Name))
            {
                continue;
            }

            if (errors.IsFull)
            {
                break;
            }

            string? meant = Nearest.To(entry.Name, known);
            errors.Report(entry, $"unknown key '{entry.Name}' in {where}", meant is null ? $"known are {string.Join(", ", known)}" : $"did you mean '{meant}'?");
            if (meant is not null)
            {
                _meant.Add(meant);
            }
        }
    }

    /// <summary>The key with its place, or null.</summary>
    public TomlEntry? Find(string key) => _table.Find(key);

    /// <summary>True where a key is not there, and no misspelt one stands for it.</summary>
    public bool IsMissing(string key) => Find(key) is null && !_meant.Contains(key);

    /// <summary>True where a misspelt key stands for it.</summary>
    public bool IsMisspelt(string key) => _meant.Contains(key);

    /// <summary>Text, or null where the key is missing or no text.</summary>
    public string? Text(string key)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Value is StringValueSyntax text)
        {
            return text.Value ?? string.Empty;
        }

        _errors.Report(entry, $"'{entry.Name}' must be text", "put it in quotation marks");
        return null;
    }

    /// <summary>Text that a board can keep: so many bytes of UTF-8, of characters that it can read.</summary>
    public string? Text(string key, int bytesMax)
    {
        string? text = Text(key);
        string? fault = text is null ? null : FaultOf(text, bytesMax);
        if (fault is not null)
        {
            _errors.Report(Find(key)!, $"'{key}' {fault}", null);
        }

        return text;
    }

    /// <summary>Why a board cannot keep a text, or null.</summary>
    public static string? FaultOf(string text, int bytesMax)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > bytesMax)
        {
            return FormattableString.Invariant($"takes {bytes.Length} bytes, and a board keeps {bytesMax}");
        }

        return Utf8.IsWellFormed(bytes, 0, bytes.Length) ? null : "has a character that boards cannot read: plain text, accents, Greek and Cyrillic work";
    }

    /// <summary>A whole number in a range, or null where the key is missing or something else.</summary>
    public int? Whole(string key, int min, int max, string what)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Value is IntegerValueSyntax number && number.Value >= min && number.Value <= max)
        {
            return (int)number.Value;
        }

        _errors.Report(entry, FormattableString.Invariant($"'{key}' must be {what}, {min} to {max}"), null);
        return null;
    }

    /// <summary>A finite number, or null where the key is missing or something else.</summary>
    public double? Number(string key)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        double? value = entry.Value switch
        {
            IntegerValueSyntax whole => Convert.ToDouble(whole.Value, CultureInfo.InvariantCulture),
            FloatValueSyntax number => number.Value,
            _ => null,
        };
        if (value is not { } finite || !double.IsFinite(finite))
        {
            _errors.Report(entry, $"'{key}' must be a number", null);
            return null;
        }

        return value;
    }

    /// <summary>true or false, or null where the key is missing or something else.</summary>
    public bool? Flag(string key)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Value is BooleanValueSyntax flag)
        {
            return flag.Value;
        }

        _errors.Report(entry, $"'{key}' must be true or false", null);
        return null;
    }

    /// <summary>A GPIO number, or <c>"none"</c>; null where the key is missing or something else.</summary>
    public int? Pin(string key)
    {
        if (Find(key)?.Value is StringValueSyntax { Value: "none" })
        {
            return ProfileRecord.NoPin;
        }

        return Whole(key, 0, ProfileLimits.PinMax, "a GPIO number or \"none\"");
    }

    /// <summary>Notes a mistake in a key's value.</summary>
    public void Report(string key, string message, string? hint)
    {
        if (Find(key) is { } entry)
        {
            _errors.Report(entry, message, hint);
        }
    }

    /// <summary>Notes what the table lacks.</summary>
    public void ReportMissing(string message, string hint) => _errors.Report(_table.Line, _table.Column, message, hint);
}
