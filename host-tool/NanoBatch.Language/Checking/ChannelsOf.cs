using System.Collections.Generic;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Checking;

/// <summary>Which channels a piece of the model reads, each once, in the order of reading.</summary>
internal static class ChannelsOf
{
    public static List<ChannelModel> Series(params Series?[] series)
    {
        var found = new List<ChannelModel>();
        foreach (Series? each in series)
        {
            Add(each, found);
        }

        return found;
    }

    public static void Add(Expression? expression, List<ChannelModel> found)
    {
        switch (expression)
        {
            case AggregateExpression aggregate:
                Add(aggregate.Series, found);
                Add(aggregate.SecondSeries, found);
                break;
            case BinaryExpression binary:
                Add(binary.Left, found);
                Add(binary.Right, found);
                break;
            case NegateExpression negate:
                Add(negate.Operand, found);
                break;
            case AbsExpression abs:
                Add(abs.Operand, found);
                break;
        }
    }

    public static void Add(Condition? condition, List<ChannelModel> found)
    {
        switch (condition)
        {
            case CompareCondition compare:
                Add(compare.Left, found);
                Add(compare.Right, found);
                break;
            case InRangeCondition inside:
                Add(inside.Operand, found);
                break;
            case AndCondition and:
                Add(and.Left, found);
                Add(and.Right, found);
                break;
            case OrCondition or:
                Add(or.Left, found);
                Add(or.Right, found);
                break;
            case NotCondition not:
                Add(not.Operand, found);
                break;
        }
    }

    private static void Add(Series? series, List<ChannelModel> found)
    {
        switch (series)
        {
            case ChannelSeries channel when !found.Exists(known => ReferenceEquals(known, channel.Channel)):
                found.Add(channel.Channel);
                break;
            case BinarySeries binary:
                Add(binary.Left, found);
                Add(binary.Right, found);
                break;
        }
    }
}
