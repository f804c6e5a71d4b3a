using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary>What is known while one job is checked.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, ChannelModel> _channels = [];
    private readonly Dictionary<string, LetSymbol> _lets = [];
    private readonly HashSet<string> _reportedMissing = [];

    public Scope(SourceText source, BoardChannels? board, DiagnosticBag bag)
    {
        Source = source;
        Board = board;
        Bag = bag;
    }

    public SourceText Source { get; }

    public BoardChannels? Board { get; }

    public DiagnosticBag Bag { get; }

    /// <summary>Channels of the job, at most 16, in the order of first sampling.</summary>
    public List<ChannelModel> Channels { get; } = [];

    /// <summary>Channels that an expression names.</summary>
    public HashSet<ChannelModel> UsedChannels { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names of lets further down the file than the statement that is being checked, with their places.</summary>
    public Dictionary<string, TextSpan> LaterLets { get; } = [];

    public IEnumerable<LetSymbol> Lets => _lets.Values;

    public int LineOf(TextSpan span) => Source.GetLine(span.Start);

    public ChannelModel? FindChannel(string name) => _channels.GetValueOrDefault(name);

    public LetSymbol? FindLet(string name) => _lets.GetValueOrDefault(name);

    /// <summary>Makes a channel known; one over the limit is known too, so that its uses stay silent.</summary>
    public void Add(ChannelModel channel, bool isWithinLimit)
    {
        _channels[channel.Name] = channel;
        if (isWithinLimit)
        {
            Channels.Add(channel);
        }
    }

    public void Add(LetSymbol let) => _lets[let.Name] = let;

    /// <summary>Reports a channel that no sample statement has. A name that resembles no channel is one mistake, however often it stands.</summary>
    public void ReportUnknownChannel(TextSpan span, string name)
    {
        string? nearest = EditDistance.Nearest(name, _channels.Keys);
        if (nearest != null)
        {
            Bag.UnknownChannel(span, name, $"did you mean '{nearest}'? it is sampled at line {LineOf(_channels[nearest].Span)}");
        }
        else if (_reportedMissing.Add(name))
        {
            Bag.UnknownChannel(span, name, $"sample it first, for example: sample {name} every 30s");
        }
    }

    /// <summary>The channel or let whose name a misspelt word resembles.</summary>
    public string? NearestName(string name) => EditDistance.Nearest(name, _lets.Keys.Concat(_channels.Keys));
}
