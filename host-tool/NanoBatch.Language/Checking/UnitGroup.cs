using System.Collections.Generic;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Checking;

/// <summary>The terms that are added to or compared with each other: whatever unit a quantity among them has must be theirs.</summary>
internal sealed class UnitGroup
{
    private bool _isFree;
    private bool _hasPercent;
    private bool _hasHours;
    private bool _hasPerHour;
    private bool _hasTimesHours;
    private bool _hasOnlyLevels = true;

    /// <summary>Channels in whose unit the terms are.</summary>
    public List<ChannelModel> Channels { get; } = [];

    /// <summary>True where the language does not follow the unit, or nothing has one: any unit goes.</summary>
    public bool AcceptsAny => _isFree || (Channels.Count == 0 && !_hasPercent && !_hasHours);

    /// <summary>The channel whose calibration turns raw counts into such a term, or null.</summary>
    public ChannelModel? RawChannel => Channels.Count == 1 && _hasOnlyLevels ? Channels[0] : null;

    /// <summary>The unit that the terms have of their own, for a message.</summary>
    public string OwnUnit => _hasPercent ? Units.Percent : Units.Hours;

    public static UnitGroup Of(params Expression[] terms)
    {
        var group = new UnitGroup();
        foreach (Expression term in terms)
        {
            group.Add(term);
        }

        return group;
    }

    /// <summary>True where the unit is the terms' own: percent beside coverage, hours beside above.</summary>
    public bool IsOwn(string unit) => (_hasPercent && unit == Units.Percent) || (_hasHours && unit == Units.Hours);

    /// <summary>The channel's unit if the written one is that per hour or times hours; null otherwise.</summary>
    public string? AlternativeOf(string unit)
    {
        if (_hasPerHour && unit.Length > 2 && unit.EndsWith("/h", System.StringComparison.Ordinal))
        {
            return unit[..^2];
        }

        return _hasTimesHours && unit.Length > 1 && unit[^1] == 'h' && unit[^2] != '/' ? unit[..^1] : null;
    }

    /// <summary>A product with a plain number keeps the unit of its other factor.</summary>
    public static Expression? ScaledPart(BinaryExpression binary) => binary.Operator switch
    {
        ArithmeticOperator.Multiply or ArithmeticOperator.Divide when binary.Right is NumberExpression => binary.Left,
        ArithmeticOperator.Multiply when binary.Left is NumberExpression => binary.Right,
        _ => null,
    };

    private void Add(Expression term)
    {
        switch (term)
        {
            case AggregateExpression aggregate:
                Add(aggregate);
                break;
            case BinaryExpression { Operator: ArithmeticOperator.Add or ArithmeticOperator.Subtract } sum:
                Add(sum.Left);
                Add(sum.Right);
                break;
            case BinaryExpression product when ScaledPart(product) is { } scaled:
                Add(scaled);
                break;
            case BinaryExpression:
                _isFree = true;
                break;
            case NegateExpression negate:
                Add(negate.Operand);
                break;
            case AbsExpression abs:
                Add(abs.Operand);
                break;
        }
    }

    private void Add(AggregateExpression aggregate)
    {
        Dimension dimension = AggregateShape.DimensionOf(aggregate.Kind);
        _hasPercent |= dimension == Dimension.Percent;
        _hasHours |= dimension == Dimension.Hours;
        _isFree |= dimension == Dimension.Free;
        if (dimension is Dimension.Free or Dimension.Percent or Dimension.Hours)
        {
            return;
        }

        SeriesUnit unit = SeriesUnit.Of(aggregate.Series);
        _isFree |= unit.IsFree;
        _hasPerHour |= dimension == Dimension.PerHour;
        _hasTimesHours |= dimension == Dimension.TimesHours;
        _hasOnlyLevels &= dimension == Dimension.Level && aggregate.Series is ChannelSeries;
        foreach (ChannelModel channel in unit.Channels)
        {
            if (!Channels.Exists(known => ReferenceEquals(known, channel)))
            {
                Channels.Add(channel);
            }
        }
    }
}
