using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary>Collects what quantities say about channels' units, holds it against the board, and settles one unit a channel.</summary>
internal sealed class UnitLedger
{
    private readonly Scope _scope;
    private readonly List<(List<ChannelModel> Channels, string Unit, TextSpan Span)> _anyOf = [];
    private List<UnitDemand> _open = [];

    public UnitLedger(Scope scope)
    {
        _scope = scope;
    }

    /// <summary>Sends demands to a let's own list until the next call; null sends them to the job.</summary>
    /// <returns>The list in use before, to be handed back.</returns>
    public List<UnitDemand> Redirect(List<UnitDemand> target)
    {
        List<UnitDemand> previous = _open;
        _open = target;
        return previous;
    }

    /// <summary>Makes a used let's demands those of its user.</summary>
    public void TakeOver(LetSymbol let) => _open.AddRange(let.Demands);

    /// <summary>Notes that a quantity is written in a unit of some channels; with a board it must be theirs.</summary>
    /// <param name="channels">All of them must have the unit.</param>
    /// <param name="unit">Unit as written.</param>
    /// <param name="alternative">The unit it stands for if it is one per hour; null otherwise.</param>
    /// <param name="span">The written unit.</param>
    public void Demand(IEnumerable<ChannelModel> channels, string unit, string? alternative, TextSpan span)
    {
        foreach (ChannelModel channel in channels)
        {
            if (_scope.Board?.Find(channel.Name) is not { } known)
            {
                _open.Add(new UnitDemand(channel, unit, alternative, span));
                continue;
            }

            string boardUnit = Units.Normalize(known.Unit);
            if (boardUnit == unit || boardUnit == alternative)
            {
                _open.Add(new UnitDemand(channel, boardUnit, null, span));
            }
            else
            {
                _scope.Bag.UnitMismatch(span, unit, channel.Name, boardUnit);
            }
        }
    }

    /// <summary>Notes a unit that at least one of some channels must have.</summary>
    public void DemandAny(List<ChannelModel> channels, string unit, TextSpan span)
    {
        List<ChannelModel> known = channels.FindAll(channel => BoardUnit(channel) != null);
        List<ChannelModel> fitting = known.FindAll(channel => BoardUnit(channel) == unit);
        if (known.Count < channels.Count)
        {
            _anyOf.Add((channels, unit, span));
        }
        else
        {
            Demand(fitting.Count > 0 ? fitting : channels, unit, null, span);
        }
    }

    /// <summary>Gives each channel the unit that its quantities agree on; two units for one channel are reported at the later one.</summary>
    public void Settle()
    {
        var settled = new Dictionary<ChannelModel, UnitDemand>(ReferenceEqualityComparer.Instance);
        foreach (UnitDemand demand in _open.OrderBy(demand => demand.Alternative != null).ThenBy(demand => demand.Span.Start))
        {
            if (!settled.TryGetValue(demand.Channel, out UnitDemand? first))
            {
                demand.Channel.Unit = demand.Alternative ?? demand.Unit;
                settled[demand.Channel] = demand;
            }
            else if (demand.Channel.Unit != demand.Unit && demand.Channel.Unit != demand.Alternative)
            {
                _scope.Bag.TwoUnits(demand.Span, demand.Unit, demand.Channel.Name, demand.Channel.Unit!, _scope.LineOf(first.Span));
            }
        }

        foreach ((List<ChannelModel> channels, string unit, TextSpan span) in _anyOf)
        {
            SettleAny(channels, unit, span, settled);
        }
    }

    private void SettleAny(List<ChannelModel> channels, string unit, TextSpan span, Dictionary<ChannelModel, UnitDemand> settled)
    {
        if (channels.Exists(channel => channel.Unit == unit))
        {
            return;
        }

        List<ChannelModel> open = channels.FindAll(channel => channel.Unit == null);
        if (open.Count == 0)
        {
            _scope.Bag.TwoUnits(span, unit, channels[0].Name, channels[0].Unit!, _scope.LineOf(settled[channels[0]].Span));
        }

        foreach (ChannelModel channel in open)
        {
            channel.Unit = unit;
            settled[channel] = new UnitDemand(channel, unit, null, span);
        }
    }

    /// <summary>The unit that a channel has for certain: the board's; null without a board.</summary>
    private string? BoardUnit(ChannelModel channel)
        => _scope.Board?.Find(channel.Name) is { } known ? Units.Normalize(known.Unit) : null;
}
