using System;
using System.Collections.Generic;
using System.Linq;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads a board profile (JOB-LANGUAGE section 7) and finds all its independent mistakes in one go.</summary>
public sealed class ProfileReader
{
    /// <summary>A longer file is no profile: 16 channels with 8 points each need less than 4 KB.</summary>
    public const int FileBytesMax = 1 << 20;

    /// <summary>Further mistakes are not listed: the file is not what it was taken for.</summary>
    public const int ErrorsMax = 50;

    /// <summary>Smallest ring memory that a profile may state, in bytes.</summary>
    public const int ArenaBytesMin = 1024;

    /// <summary>Largest ring memory that a profile may state, in bytes: the PSRAM of the largest module.</summary>
    public const int ArenaBytesMax = 8 << 20;

    private const int IdLengthMax = 24;

    // Tables that coming features own; an older tool reads the same profile without them.
    private static readonly string[] s_reservedTables = ["wifi", "mqtt", "serial", "sleep", "power", "clock", "memory"];
    private static readonly string[] s_boardKeys = ["id", "target"];
    private static readonly string[] s_channelKeys = ["name", "adc", "unit", "calibration"];

    private readonly string _path;
    private readonly List<ProfileError> _errors = [];
    private readonly HashSet<string> _meant = [];    // keys that a misspelt one stands for in the table at hand: not missing as well

    private ProfileReader(string path)
    {
        _path = path;
    }

    /// <summary>Reads a file; any bad input is an error in the result, never an exception.</summary>
    public static ProfileReading Read(string path)
    {
        var reader = new ProfileReader(path);
        string? text = TextFile.Read(path, FileBytesMax, reader.Report);
        return text is null ? new ProfileReading(null, reader._errors) : reader.Parse(text);
    }

    /// <summary>Reads a profile from text.</summary>
    /// <param name="path">The name that messages begin with.</param>
    /// <param name="text">TOML 1.0, without a byte order mark.</param>
    public static ProfileReading Parse(string path, string text) => new ProfileReader(path).Parse(text);

    private ProfileReading Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Report(0, 0, "the file is empty", "a profile has a [board] and at least one [[channel]]; 'nanobatch new' writes one");
            return new ProfileReading(null, _errors);
        }

        TomlTable? root = ParseToml(text);
        if (root is null)
        {
            return new ProfileReading(null, _errors);
        }

        BoardProfile profile = ReadRoot(root);
        _errors.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        return _errors.Count > 0 ? new ProfileReading(null, _errors) : new ProfileReading(profile, []);
    }

    /// <summary>Parses TOML; after a syntax error only the first one is reported, for the rest may follow from it.</summary>
    private TomlTable? ParseToml(string text)
    {
        try
        {
            DocumentSyntax document = SyntaxParser.Parse(text, _path, validate: false);
            if (!document.HasErrors)
            {
                return new TomlTreeBuilder(Report).Build(document);
            }

            DiagnosticMessage first = document.Diagnostics.OrderBy(message => message.Span.Start.Offset).First();
            Report(first.Span.Start.Line + 1, first.Span.Start.Column + 1, $"this is not TOML: {InPlainWords(first.Message)}", null);
        }
        catch (TomlException e)
        {
            Report(0, 0, $"this is not TOML: {InPlainWords(e.Message)}", null);
        }

        return null;
    }

    private BoardProfile ReadRoot(TomlTable root)
    {
        string id = string.Empty;
        string? target = null;
        int arenaBytes = BoardProfile.DefaultArenaBytes;
        var channels = new List<ChannelProfile>();
        foreach (TomlEntry entry in root.Entries)
        {
            switch (entry.Name)
            {
                case "board" when entry.Table is not null:
                    (id, target) = ReadBoard(entry.Table);
                    break;
                case "channel" when entry.Tables is not null:
                    ReadChannels(entry.Tables, channels);
                    break;
                case "memory" when entry.Table is not null:
                    arenaBytes = ReadArena(entry.Table);
                    break;
                case "board":
                    Report(entry, "'board' must be a table", "write [board]");
                    break;
                case "channel":
                    Report(entry, "'channel' must be a list of tables", "write [[channel]] with two brackets");
                    break;
                default:
                    if (!s_reservedTables.Contains(entry.Name))
                    {
                        ReportUnknown(entry, "the profile", [.. s_reservedTables, "board", "channel"]);
                    }

                    break;
            }
        }

        NoteMisspelt(root, [.. s_reservedTables, "board", "channel"]);
        if (IsMissing(root, "board"))
        {
            Report(0, 0, "the [board] table is missing", "add [board] with id = \"field-7\"");
        }

        if (IsMissing(root, "channel"))
        {
            Report(0, 0, "there is no [[channel]]", "add one [[channel]] for each input, with its name and adc");
        }

        return new BoardProfile(id, target, channels, arenaBytes);
    }

    private (string Id, string? Target) ReadBoard(TomlTable board)
    {
        string? id = null;
        string? target = null;
        foreach (TomlEntry entry in board.Entries)
        {
            switch (entry.Name)
            {
                case "id":
                    id = TextOf(entry);
                    if (id is not null && !IsBoardId(id))
                    {
                        Report(entry, $"'{id}' is no board id", $"1 to {IdLengthMax} of a-z, 0-9 and '-', such as \"field-7\"");
                    }

                    break;
                case "target":
                    target = TextOf(entry);
                    break;
                default:
                    ReportUnknown(entry, "[board]", s_boardKeys);
                    break;
            }
        }

        NoteMisspelt(board, s_boardKeys);
        if (IsMissing(board, "id"))
        {
            Report(board.Line, board.Column, "the board has no id", "add id = \"field-7\"");
        }

        return (id ?? string.Empty, target);
    }

    private void ReadChannels(List<TomlTable> tables, List<ChannelProfile> channels)
    {
        var firstLines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (TomlTable table in tables)
        {
            ChannelProfile channel = ReadChannel(table);
            channels.Add(channel);
            TomlEntry? name = table.Find("name");
            if (name is not null && channel.Name.Length > 0 && !firstLines.TryAdd(channel.Name, name.Line))
            {
                Report(name, FormattableString.Invariant($"channel '{channel.Name}' is described twice, first at line {firstLines[channel.Name]}"),
                    "give one of them another name");
            }
        }
    }

    private ChannelProfile ReadChannel(TomlTable table)
    {
        string name = string.Empty;
        int adc = 0;
        string? unit = null;
        IReadOnlyList<CalibrationPoint> calibration = [];
        foreach (TomlEntry entry in table.Entries)
        {
            switch (entry.Name)
            {
                case "name":
                    name = ReadName(entry);
                    break;
                case "adc":
                    adc = (int)WholeOf(entry, 0, 9, "an ADC1 channel number");
                    break;
                case "unit":
                    unit = ReadUnit(entry);
                    break;
                case "calibration":
                    calibration = new CalibrationReader(Report).Read(entry);
                    break;
                default:
                    ReportUnknown(entry, "[[channel]]", s_channelKeys);
                    break;
            }
        }

        CheckComplete(table, unit);
        return new ChannelProfile(name, adc, unit ?? ChannelProfile.RawUnit, calibration);
    }

    private void CheckComplete(TomlTable table, string? unit)
    {
        NoteMisspelt(table, s_channelKeys);
        if (IsMissing(table, "name"))
        {
            Report(table.Line, table.Column, "the channel has no name", "add name = \"soil1\"");
        }

        if (IsMissing(table, "adc"))
        {
            Report(table.Line, table.Column, "the channel has no adc", "add adc = 0, the ADC1 channel that it is wired to");
        }

        TomlEntry? calibration = table.Find("calibration");
        TomlEntry? unitEntry = table.Find("unit");
        if (_meant.Contains("calibration") || _meant.Contains("unit"))
        {
            return;
        }

        if (calibration is not null && unitEntry is null)
        {
            Report(calibration, "a calibrated channel needs its unit", "add unit = \"%\"");
        }
        else if (calibration is not null && unit == ChannelProfile.RawUnit)
        {
            Report(unitEntry!, "'raw' always means ADC counts, so it cannot be the unit of a calibrated channel", "name the unit of the calibration's values");
        }
        else if (calibration is null && unit is not null && unit != ChannelProfile.RawUnit)
        {
            Report(unitEntry!, $"unit '{unit}' without a calibration", "add calibration = [[raw, value], [raw, value]], or leave the unit out");
        }
    }

    private string ReadName(TomlEntry entry)
    {
        string? name = TextOf(entry);
        string? fault = name is null ? null : ChannelName.Fault(name);
        if (fault is not null)
        {
            Report(entry, $"'{name}' cannot be a channel's name: {fault}", null);
        }

        return name ?? string.Empty;
    }

    private string? ReadUnit(TomlEntry entry)
    {
        string? unit = TextOf(entry);
        if (unit is not null && !ChannelName.IsUnit(unit))
        {
            Report(entry, $"'{unit}' is no unit", "a unit is % or letters, digits, ° and µ, such as kPa, °C or m3/m3");
            return null;
        }

        return unit is null ? null : ChannelName.NormalUnit(unit);
    }

    private int ReadArena(TomlTable memory)
    {
        TomlEntry? entry = memory.Find("arena_bytes");
        return entry is null ? BoardProfile.DefaultArenaBytes : (int)WholeOf(entry, ArenaBytesMin, ArenaBytesMax, "a number of bytes");
    }

    private string? TextOf(TomlEntry entry)
    {
        if (entry.Value is StringValueSyntax text)
        {
            return text.Value ?? string.Empty;
        }

        Report(entry, $"'{entry.Name}' must be text", "put it in quotation marks");
        return null;
    }

    private long WholeOf(TomlEntry entry, long min, long max, string what)
    {
        if (entry.Value is IntegerValueSyntax number && number.Value >= min && number.Value <= max)
        {
            return number.Value;
        }

        Report(entry, FormattableString.Invariant($"'{entry.Name}' must be {what}, {min} to {max}"), null);
        return min;
    }

    private void NoteMisspelt(TomlTable table, string[] known)
    {
        _meant.Clear();
        foreach (TomlEntry entry in table.Entries.Take(ErrorsMax))
        {
            if (!known.Contains(entry.Name) && Nearest.To(entry.Name, known) is { } meant)
            {
                _meant.Add(meant);
            }
        }
    }

    private bool IsMissing(TomlTable table, string key) => table.Find(key) is null && !_meant.Contains(key);

    private void ReportUnknown(TomlEntry entry, string where, string[] known)
    {
        string? meant = _errors.Count < ErrorsMax ? Nearest.To(entry.Name, known) : null;
        Report(entry, $"unknown key '{entry.Name}' in {where}", meant is null ? $"known are {string.Join(", ", known)}" : $"did you mean '{meant}'?");
    }

    private void Report(TomlEntry entry, string message, string? hint) => Report(entry.Line, entry.Column, message, hint);

    private void Report(int line, int column, string message, string? hint)
    {
        if (_errors.Count < ErrorsMax)
        {
            _errors.Add(new ProfileError(_path, line, column, message, hint));
        }
    }

    private static bool IsBoardId(string id) => id.Length is >= 1 and <= IdLengthMax && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Takes the parser's inner names for tokens and its visible line ends out of a message.</summary>
    private static string InPlainWords(string message)
    {
        int inner = message.IndexOf(" (token: ", StringComparison.Ordinal);
        while (inner >= 0)
        {
            int end = message.IndexOf(')', inner);
            message = end < 0 ? message[..inner] : message.Remove(inner, end + 1 - inner);
            inner = message.IndexOf(" (token: ", StringComparison.Ordinal);
        }

        return message.Replace("`␤`", "the end of the line", StringComparison.Ordinal).Replace("␤", "the end of the line", StringComparison.Ordinal)
            .Replace('`', '\'').TrimEnd('.');
    }
}
