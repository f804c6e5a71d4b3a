using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>Scan instructions in the words of the language.</summary>
internal static class ScanText
{
    /// <summary>What the scan reads: <c>soil1..soil4 in 0..60</c>.</summary>
    public static string Source(Instruction scan, JobPackage package)
    {
        string series = scan.FirstChannel < 0 ? SeriesText.Of(scan.Series, package) : package.Channels[scan.FirstChannel].Name;
        string run = scan.ChannelCount > 1 ? $"{series}..{package.Channels[scan.FirstChannel + scan.ChannelCount - 1].Name}" : series;
        return run + Filter(scan);
    }

    /// <summary>The items, one after the other: <c>mean, p10, above 30</c>.</summary>
    public static string Items(Instruction scan, JobPackage package)
        => string.Join(", ", Enumerable.Range(0, scan.ItemCount).Select(item => string.Join(' ', [Word(scan, item), .. Arguments(scan, item, package)])));

    /// <summary>Each value of the scan in slot order, as the language writes it: <c>above(soil1, 30)</c>; with its number of slots.</summary>
    public static IEnumerable<(string Text, int Slots)> Values(Instruction scan, JobPackage package)
    {
        bool byItem = scan.Opcode == Opcode.EachByItem;
        int outer = byItem ? scan.ItemCount : scan.ChannelCount;
        int inner = byItem ? scan.ChannelCount : scan.ItemCount;
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                int item = byItem ? o : i;
                int channel = byItem ? i : o;
                string series = scan.FirstChannel < 0 ? SeriesText.Of(scan.Series, package) : package.Channels[scan.FirstChannel + channel].Name;
                string text = $"{Word(scan, item)}({string.Join(", ", [series + Filter(scan), .. Arguments(scan, item, package)])})";
                yield return (text, scan.SlotsOf(item));
            }
        }
    }

    private static string Filter(Instruction scan)
        => scan.Filter == 0 ? "" : $" in {NumberText.Of(scan.Low, scan.High, scan.Filter == Instruction.FilterInCounts)}";

    private static string Word(Instruction scan, int item)
    {
        string word = AggregateTable.NameOf(scan.Items[item]);
        return scan.Items[item] == (byte)Aggregate.Percentile ? word + scan.Arguments[item].ToString("0", CultureInfo.InvariantCulture) : word;
    }

    private static IEnumerable<string> Arguments(Instruction scan, int item, JobPackage package)
    {
        switch (AggregateTable.OperandOf(scan.Items[item]))
        {
            case ItemOperand.Fraction:
            case ItemOperand.Weight:
            case ItemOperand.Level:
                yield return NumberText.Of(scan.Arguments[item]) + ((scan.RawMarks[item] & 1) != 0 ? " raw" : "");
                break;
            case ItemOperand.Bins:
                yield return NumberText.Of(scan.Arguments[item]) + ((scan.RawMarks[item] & 1) != 0 ? " raw" : "");
                yield return NumberText.Of(scan.HighEnds[item]) + ((scan.RawMarks[item] & 2) != 0 ? " raw" : "");
                yield return scan.Bins[item].ToString(CultureInfo.InvariantCulture);
                break;
            case ItemOperand.Series:
                yield return SeriesText.Of(scan.Second, package);
                break;
        }
    }
}
