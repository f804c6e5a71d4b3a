using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Text;

namespace NanoBatch.Mqtt;

/// <summary>Names of topics under a prefix, built and taken apart: <c>{prefix}/{board}/req/{client}</c> and so on.</summary>
public sealed class Topics
{
    /// <summary>First levels of every topic unless told.</summary>
    public const string DefaultPrefix = "nb/1";

    /// <summary>Longest prefix, bytes: a board keeps topics in little memory.</summary>
    public const int PrefixBytesMax = 64;

    /// <summary>Longest board id, characters (DECISIONS 11).</summary>
    public const int BoardLengthMax = 24;

    /// <summary>Longest client name, characters.</summary>
    public const int ClientLengthMax = 23;

    /// <summary>Every board's level in a filter.</summary>
    public const string AnyBoard = "+";

    private const string RequestLevel = "req";
    private const string ReplyLevel = "rep";
    private const string LiveLevel = "live";
    private const string PastLevel = "past";
    private const string AcknowledgementLevel = "ack";
    private const string StatusLevel = "status";

    private readonly string _stem;

    /// <param name="prefix">As <see cref="TryCreate"/> takes it.</param>
    /// <exception cref="BrokerException">It cannot begin a topic.</exception>
    public Topics(string prefix = DefaultPrefix)
    {
        if (PrefixFault(prefix) is { } fault)
        {
            throw new BrokerException(BrokerFailure.Address, fault.Message, fault.Help);
        }

        Prefix = prefix;
        _stem = prefix + "/";
    }

    /// <summary>First levels of every topic, without a slash at the end.</summary>
    public string Prefix { get; }

    /// <summary>Checks a prefix; total.</summary>
    public static bool TryCreate(string? prefix, [NotNullWhen(true)] out Topics? topics, [NotNullWhen(false)] out BrokerFault? fault)
    {
        fault = PrefixFault(prefix);
        topics = fault is null ? new Topics(prefix!) : null;
        return topics is not null;
    }

    /// <summary>True for <c>[a-z0-9-]{1,24}</c>.</summary>
    public static bool IsBoardId([NotNullWhen(true)] string? text)
        => text is { Length: >= 1 and <= BoardLengthMax } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>True for <c>[A-Za-z0-9_-]{1,23}</c>.</summary>
    public static bool IsClientName([NotNullWhen(true)] string? text)
        => text is { Length: >= 1 and <= ClientLengthMax } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>A shared subscription: each message goes to one member of the group.</summary>
    /// <param name="group">Name of the group: no slash, no wildcard.</param>
    /// <param name="filter">What the group receives.</param>
    public static string Shared(string group, string filter) => $"$share/{group}/{filter}";

    /// <summary>Where a client sends requests; <c>+</c> as client is the board's subscription.</summary>
    public string Request(string board, string client) => $"{_stem}{board}/{RequestLevel}/{client}";

    /// <summary>Where a client finds its replies.</summary>
    public string Reply(string board, string client) => $"{_stem}{board}/{ReplyLevel}/{client}";

    /// <summary>New results of a board, or of <see cref="AnyBoard"/>.</summary>
    public string Live(string board) => _stem + board + "/" + LiveLevel;

    /// <summary>History of a board, or of <see cref="AnyBoard"/>.</summary>
    public string Past(string board) => _stem + board + "/" + PastLevel;

    /// <summary>Where a board learns what its hub has.</summary>
    public string Acknowledgement(string board) => _stem + board + "/" + AcknowledgementLevel;

    /// <summary>Retained state of a board, or of <see cref="AnyBoard"/>.</summary>
    public string Status(string board) => _stem + board + "/" + StatusLevel;

    /// <summary>Takes a topic apart; total.</summary>
    /// <returns>False for anything that is no topic of a board under this prefix.</returns>
    public bool TryParse(string? topic, out TopicName name)
    {
        name = default;
        if (topic is null || !topic.StartsWith(_stem, StringComparison.Ordinal))
        {
            return false;
        }

        string[] levels = topic[_stem.Length..].Split('/');
        if (levels.Length is < 2 or > 3 || !IsBoardId(levels[0]))
        {
            return false;
        }

        TopicKind? kind = levels[1] switch
        {
            RequestLevel => TopicKind.Request,
            ReplyLevel => TopicKind.Reply,
            LiveLevel => TopicKind.Live,
            PastLevel => TopicKind.Past,
            AcknowledgementLevel => TopicKind.Acknowledgement,
            StatusLevel => TopicKind.Status,
            _ => null,
        };
        bool wantsClient = kind is TopicKind.Request or TopicKind.Reply;
        if (kind is null || wantsClient != (levels.Length == 3) || (wantsClient && !IsClientName(levels[2])))
        {
            return false;
        }

        name = new TopicName(kind.Value, levels[0], wantsClient ? levels[2] : string.Empty);
        return true;
    }

    private static BrokerFault? PrefixFault(string? prefix)
    {
        if (string.IsNullOrEmpty(prefix) || Encoding.UTF8.GetByteCount(prefix) > PrefixBytesMax)
        {
            return new($"a topic prefix has 1 to {PrefixBytesMax} bytes", $"Write one such as {DefaultPrefix}.");
        }

        bool isBad = prefix[0] == '$' || prefix.Split('/').Any(level => level.Length == 0)
            || prefix.Any(c => c is '+' or '#' || char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c));
        return isBad
            ? new($"'{prefix}' cannot begin a topic",
                $"Use levels of letters and digits between single slashes, such as {DefaultPrefix}; no '+', '#', spaces, nor '$' at the start.")
            : null;
    }
}
