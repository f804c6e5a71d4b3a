using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads a board profile (JOB-LANGUAGE section 7) and finds all its independent mistakes in one go.</summary>
public sealed class ProfileReader
{
    /// <summary>A longer file is no profile: 32 channels with 8 points each need less than 8 KB.</summary>
    public const int FileBytesMax = 1 << 20;

    /// <summary>Further mistakes are not listed: the file is not what it was taken for.</summary>
    public const int ErrorsMax = 50;

    /// <summary>Most channels of a board.</summary>
    public const int ChannelsMax = ChannelTable.ChannelsMax;

    private static readonly string[] s_tables = ["wifi", "mqtt", "serial", "sleep", "power", "clock", "memory", "led", "board", "channel"];

    private readonly string _path;
    private readonly ProfileErrors _errors;

    private ProfileReader(string path)
    {
        _path = path;
        _errors = new ProfileErrors(path);
    }

    /// <summary>Reads a file; any bad input is an error in the result, never an exception.</summary>
    public static ProfileReading Read(string path)
    {
        var reader = new ProfileReader(path);
        string? text = TextFile.Read(path, FileBytesMax, reader._errors.Report);
        return text is null ? new ProfileReading(null, reader._errors.InFileOrder) : reader.Parse(text);
    }

    /// <summary>Reads a profile from text.</summary>
    /// <param name="path">The name that messages begin with.</param>
    /// <param name="text">TOML 1.0, without a byte order mark.</param>
    public static ProfileReading Parse(string path, string text) => new ProfileReader(path).Parse(text);

    private ProfileReading Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            _errors.Report(0, 0, "the file is empty", "a profile has a [board] and at least one [[channel]]; 'nanobatch new' writes one");
            return new ProfileReading(null, _errors.InFileOrder);
        }

        TomlTable? root = ParseToml(text);
        if (root is null)
        {
            return new ProfileReading(null, _errors.InFileOrder);
        }

        BoardProfile profile = ReadRoot(root);
        IReadOnlyList<ProfileError> errors = _errors.InFileOrder;
        return errors.Count > 0 ? new ProfileReading(null, errors) : new ProfileReading(profile, []);
    }

    /// <summary>Parses TOML; after a syntax error only the first one is reported, for the rest may follow from it.</summary>
    private TomlTable? ParseToml(string text)
    {
        try
        {
            DocumentSyntax document = SyntaxParser.Parse(text, _path, validate: false);
            if (!document.HasErrors)
            {
                return new TomlTreeBuilder(_errors.Report).Build(document);
            }

            DiagnosticMessage first = document.Diagnostics.OrderBy(message => message.Span.Start.Offset).First();
            _errors.Report(first.Span.Start.Line + 1, first.Span.Start.Column + 1, $"this is not TOML: {InPlainWords(first.Message)}", null);
        }
        catch (TomlException e)
        {
            _errors.Report(0, 0, $"this is not TOML: {InPlainWords(e.Message)}", null);
        }

        return null;
    }

    private BoardProfile ReadRoot(TomlTable root)
    {
        var tables = new TableReader(_errors, root, "the profile", s_tables);
        (string id, string? target) = Table(tables, "board") is { } board ? ReadBoard(board) : (string.Empty, null);
        if (tables.IsMissing("board"))
        {
            _errors.Report(0, 0, "the [board] table is missing", "add [board] with id = \"field-7\"");
        }

        List<ChannelProfile> channels = ReadChannels(tables, target);
        int? arenaBytes = Table(tables, "memory") is { } memory
            ? new TableReader(_errors, memory, "[memory]", "arena_bytes").Whole("arena_bytes", ProfileLimits.ArenaBytesMin, ProfileLimits.ArenaBytesMax, "a number of bytes")
            : null;
        return new BoardProfile(id, target, channels, arenaBytes ?? BoardProfile.DefaultArenaBytes) { Device = ReadDevice(tables, channels) };
    }

    private List<ChannelProfile> ReadChannels(TableReader tables, string? target)
    {
        TomlEntry? entry = tables.Find("channel");
        if (entry?.Tables is { } list)
        {
            if (list.Count > ChannelsMax)
            {
                TomlTable over = list[ChannelsMax];
                _errors.Report(over.Line, over.Column, FormattableString.Invariant($"a board has at most {ChannelsMax} channels, this one has {list.Count}"), null);
            }

            return new ChannelTables(_errors, ChannelTables.AdcMaxOf(target)).Read(list);
        }

        if (entry is not null)
        {
            _errors.Report(entry, "'channel' must be a list of tables", "write [[channel]] with two brackets");
        }
        else if (tables.IsMissing("channel"))
        {
            _errors.Report(0, 0, "there is no [[channel]]", "add one [[channel]] for each input, with its name and adc");
        }

        return [];
    }

    private DeviceSettings ReadDevice(TableReader tables, List<ChannelProfile> channels)
    {
        var device = new DeviceSettings();
        device = Keys(tables, "serial", "port", "baud", "tx", "rx") is { } serial ? NetworkTables.Serial(device, serial) : device;
        device = Keys(tables, "wifi", "ssid", "password", "password_env", "password_file") is { } wifi ? NetworkTables.Wifi(device, wifi) : device;
        device = Keys(tables, "mqtt", "host", "port", "tls", "user", "password", "password_env", "password_file", "prefix", "ca", "cert", "key") is { } mqtt
            ? NetworkTables.Broker(device, mqtt)
            : device;
        device = Keys(tables, "clock", "server") is { } clock ? NetworkTables.Clock(device, clock) : device;
        device = Keys(tables, "power", "probe_pin", "probe_settle", "supply", "write_min") is { } power ? PowerTables.Power(device, power, channels) : device;
        device = Keys(tables, "sleep", "enabled") is { } sleep ? PowerTables.Sleep(device, sleep) : device;
        return Keys(tables, "led", "pin", "active_low") is { } led ? PowerTables.Led(device, led) : device;
    }

    private (string Id, string? Target) ReadBoard(TomlTable table)
    {
        var board = new TableReader(_errors, table, "[board]", "id", "target");
        string? id = board.Text("id");
        if (id is not null && !ProfileSectionReader.IsBoardId(id))
        {
            board.Report("id", $"'{id}' is no board id", $"1 to {ProfileLimits.BoardIdLengthMax} of a-z, 0-9 and '-', such as \"field-7\"");
        }

        if (board.IsMissing("id"))
        {
            board.ReportMissing("the board has no id", "add id = \"field-7\"");
        }

        return (id ?? string.Empty, board.Text("target", ProfileLimits.TargetBytesMax));
    }

    private TableReader? Keys(TableReader tables, string name, params string[] known)
        => Table(tables, name) is { } table ? new TableReader(_errors, table, $"[{name}]", known) : null;

    /// <summary>A table of the profile; null where it is missing, or something else was reported.</summary>
    private TomlTable? Table(TableReader tables, string name)
    {
        TomlEntry? entry = tables.Find(name);
        if (entry is not null && entry.Table is null)
        {
            _errors.Report(entry, $"'{name}' must be a table", $"write [{name}]");
        }

        return entry?.Table;
    }

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
