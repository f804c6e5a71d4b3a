using System;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>Aggregates to the bytes that stand for them in a scan instruction.</summary>
internal static class ScanCoder
{
    // 32 elements of 8 bytes, twice, and an item: the checker allows no longer series.
    private const int BytesMax = 512;

    /// <summary>Codes a folded aggregate of a checked job.</summary>
    public static ScanValue Code(AggregateExpression aggregate)
    {
        int channel = aggregate.Series is ChannelSeries plain ? plain.Channel.Index : -1;
        var source = new ScanSource(channel, HexOf(w => Series(w, aggregate.Series)), aggregate.Filter is { } filter ? HexOf(w => Filter(w, filter)) : "");
        double weight = aggregate.Arguments.Count > 0 ? ExactDecimal.ValueOf(aggregate.Arguments[0].Value) : 0;
        return new ScanValue(source, new ScanItem(aggregate.Kind, HexOf(w => Item(w, aggregate)), Math.Max(1, aggregate.Bins), weight));
    }

    /// <summary>Writes a constant as the package has it.</summary>
    public static void Constant(ByteWriter writer, DecimalNumber number, bool isRaw = false)
        => DecimalConstant.Write(writer, number.Mantissa, number.Exponent, isRaw);

    private static string HexOf(Action<ByteWriter> write)
    {
        var writer = new ByteWriter(new byte[BytesMax]);
        write(writer);
        return writer.IsFull ? throw new InvalidOperationException("a series longer than the checker allows") : Convert.ToHexString(writer.Buffer, 0, writer.Position);
    }

    private static void Filter(ByteWriter writer, ValueRange filter)
    {
        writer.U8(filter.IsRaw ? Instruction.FilterInCounts : Instruction.FilterInUnit);
        Constant(writer, filter.Low);
        Constant(writer, filter.High);
    }

    private static void Item(ByteWriter writer, AggregateExpression aggregate)
    {
        writer.U8((int)aggregate.Kind);
        switch (AggregateTable.OperandOf((int)aggregate.Kind))
        {
            case ItemOperand.Percent:
                writer.U8(aggregate.Percentile);
                break;
            case ItemOperand.Series:
                Series(writer, aggregate.SecondSeries!);
                break;
            default:
                foreach (AggregateArgument argument in aggregate.Arguments)
                {
                    Constant(writer, argument.Value, argument.IsRaw);
                }

                break;
        }

        if (aggregate.Kind == Aggregate.Hist)
        {
            writer.U8(aggregate.Bins);
        }
    }

    private static void Series(ByteWriter writer, Series series)
    {
        // The last element is an operator or the only channel: a series that ends in a constant has no channel.
        int last = Elements(writer, series);
        writer.Buffer[last] |= SeriesCode.LastMark;
    }

    /// <summary>Writes elements in postfix and returns the offset of the last one.</summary>
    private static int Elements(ByteWriter writer, Series series)
    {
        int at = writer.Position;
        switch (series)
        {
            case ChannelSeries channel:
                writer.U8(channel.Channel.Index);
                break;
            case NumberSeries number:
                writer.U8(SeriesCode.ConstantElement);
                Constant(writer, number.Value);
                break;
            case BinarySeries binary:
                Elements(writer, binary.Left);
                Elements(writer, binary.Right);
                at = writer.Position;
                writer.U8(SeriesCode.AddElement + (int)binary.Operator);
                break;
            default:
                throw new ArgumentException($"unknown series {series.GetType().Name}", nameof(series));
        }

        return at;
    }
}
