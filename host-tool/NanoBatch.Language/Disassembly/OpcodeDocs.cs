using System;
using System.Globalization;
using System.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>Writes <c>docs/opcodes.g.md</c> from the opcode table and the aggregate table; a test holds the file to it.</summary>
public static class OpcodeDocs
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# Instructions\n\nGenerated from `OpcodeTable` and `AggregateTable`; `UPDATE_GOLDEN=1` rewrites it.\n\n");
        text.Append("N is a number or null, B a condition. Steps are the fixed cost (1 step = 10 nominal IL instructions); a scan adds that of its passes.\n\n");
        text.Append("| code | mnemonic | operands | pops | pushes | steps | what it does | edge rule |\n| --- | --- | --- | --- | --- | --: | --- | --- |\n");
        for (int code = 0; code < 256; code++)
        {
            bool startsRow = OpcodeTable.IsDefined(code) && (int)OpcodeTable.KindOf(code) == code;
            if (startsRow)
            {
                Row(text, (Opcode)code);
            }
        }

        text.Append("\n# Items of a scan\n\n| code | aggregate | operands |\n| --: | --- | --- |\n");
        for (int aggregate = 0; aggregate < AggregateTable.Count; aggregate++)
        {
            string name = AggregateTable.NameOf(aggregate) + (aggregate == (int)Aggregate.Percentile ? "1..p99" : "");
            text.Append(CultureInfo.InvariantCulture, $"| {aggregate} | `{name}` | {WordsOf(AggregateTable.OperandOf(aggregate))} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| {Instruction.FilterInUnit} | `in LO..HI` | two constants; once, before the first aggregate |\n");
        text.Append(CultureInfo.InvariantCulture, $"| {Instruction.FilterInCounts} | `in LO..HI raw` | two constants in counts; likewise |\n");
        return text.ToString();
    }

    private static void Row(StringBuilder text, Opcode opcode)
    {
        int last = opcode switch
        {
            Opcode.LoadSlot => (int)opcode + OpcodeTable.LoadSlotCount - 1,
            Opcode.ScanChannel => (int)opcode + OpcodeTable.ScanChannelCount - 1,
            _ => (int)opcode,
        };
        string code = last == (int)opcode ? $"`{(int)opcode:X2}`" : $"`{(int)opcode:X2}`..`{last:X2}`";
        string[] summary = OpcodeTable.SummaryOf(opcode).Split(" ; ", 2);
        string edge = summary.Length > 1 ? summary[1] : "";
        text.Append(CultureInfo.InvariantCulture, $"| {code} | `{OpcodeTable.MnemonicOf(opcode)}` | {WordsOf(OpcodeTable.OperandOf(opcode))} ");
        text.Append(CultureInfo.InvariantCulture, $"| {OpcodeTable.PopsOf(opcode)} | {OpcodeTable.PushesOf(opcode)} | {OpcodeTable.StepsOf(opcode)} | {summary[0]} | {edge} |\n");
    }

    private static string WordsOf(Operand operand) => operand switch
    {
        Operand.None => "",
        Operand.SeriesAndItems => "series, items",
        Operand.ChannelsAndItems => "first channel × 16 + channels − 1, items",
        Operand.Items => "items; the channel is in the code",
        Operand.Constant => "constant",
        Operand.ChannelAndConstant => "channel, constant",
        Operand.Slot => "slot",
        Operand.Range => "two constants",
        Operand.ChannelAndRange => "channel, two constants",
        Operand.SlotAndCount => "slot, count of items",
        Operand.ReportRule => "flags; constant with flag 2, duration with flag 4; flag 8: all items",
        Operand.AlertRule => "flags; runs with flag 2",
        Operand.SlotInOpcode => "the slot is in the code",
        _ => throw new ArgumentOutOfRangeException(nameof(operand)),
    };

    private static string WordsOf(ItemOperand operand) => operand switch
    {
        ItemOperand.None => "",
        ItemOperand.Percent => "byte 1..99",
        ItemOperand.Fraction => "constant 0..1",
        ItemOperand.Weight => "constant over 0, at most 1",
        ItemOperand.Level => "constant, or counts",
        ItemOperand.Bins => "two constants, or counts; byte 1..32",
        ItemOperand.Series => "series",
        _ => throw new ArgumentOutOfRangeException(nameof(operand)),
    };
}
