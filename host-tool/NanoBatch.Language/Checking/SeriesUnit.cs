using System.Collections.Generic;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Checking;

/// <summary>The channels in whose unit a series is; none where it is free.</summary>
/// <param name="Channels">Channels that add up in one unit.</param>
/// <param name="IsFree">True for products and quotients of channels, whose unit the language does not follow.</param>
internal sealed record SeriesUnit(IReadOnlyList<ChannelModel> Channels, bool IsFree)
{
    public static SeriesUnit Of(Series series)
    {
        bool isFree = HasChannelProduct(series);
        return new SeriesUnit(isFree ? [] : ChannelsOf.Series(series), isFree);
    }

    private static bool HasChannelProduct(Series series)
    {
        if (series is not BinarySeries binary)
        {
            return false;
        }

        bool hasLeft = ChannelsOf.Series(binary.Left).Count > 0;
        bool hasRight = ChannelsOf.Series(binary.Right).Count > 0;
        bool isProduct = (binary.Operator == ArithmeticOperator.Multiply && hasLeft && hasRight)
            || (binary.Operator == ArithmeticOperator.Divide && hasRight);
        return isProduct || HasChannelProduct(binary.Left) || HasChannelProduct(binary.Right);
    }
}
