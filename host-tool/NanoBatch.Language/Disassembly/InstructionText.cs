using System.Collections.Generic;
using System.Globalization;
using NanoBatch.Language.Lexing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>One decoded instruction: mnemonic and operands in words.</summary>
internal static class InstructionText
{
    /// <summary>The words of an instruction.</summary>
    /// <param name="instruction">Accepted by the verifier.</param>
    /// <param name="package">Its package, for channel names.</param>
    /// <param name="values">Text of each value slot filled so far; an inner slot of a histogram has none.</param>
    public static string Of(Instruction instruction, JobPackage package, IReadOnlyDictionary<int, string> values)
    {
        string operands = Operands(instruction, package, values);
        string mnemonic = OpcodeTable.MnemonicOf(instruction.Opcode);
        return operands.Length == 0 ? mnemonic : $"{mnemonic} {operands}";
    }

    private static string Operands(Instruction instruction, JobPackage package, IReadOnlyDictionary<int, string> values)
    {
        switch (OpcodeTable.OperandOf(instruction.Opcode))
        {
            case Operand.SeriesAndItems:
            case Operand.ChannelsAndItems:
            case Operand.Items:
                return $"{ScanText.Source(instruction, package)}: {ScanText.Items(instruction, package)}";
            case Operand.Constant:
                return NumberText.Of(instruction.Low);
            case Operand.ChannelAndConstant:
                return $"{NumberText.Of(instruction.Low)} raw of {package.Channels[instruction.Channel].Name}";
            case Operand.Slot:
            case Operand.SlotInOpcode:
                return string.Create(CultureInfo.InvariantCulture, $"{instruction.Slot} = {values[instruction.Slot]}");
            case Operand.Range:
                return NumberText.Of(instruction.Low, instruction.High, false);
            case Operand.ChannelAndRange:
                return $"{NumberText.Of(instruction.Low, instruction.High, true)} of {package.Channels[instruction.Channel].Name}";
            case Operand.SlotAndCount:
                return string.Create(CultureInfo.InvariantCulture, $"{instruction.Count} from {instruction.Slot} = {values[instruction.Slot]}");
            case Operand.ReportRule:
                return ReportRule(instruction);
            case Operand.AlertRule:
                return AlertRule(instruction);
            default:
                return "";
        }
    }

    private static string ReportRule(Instruction instruction)
    {
        var parts = new List<string> { (instruction.Flags & ReportFlags.AllItems) != 0 ? "all items" : "fields" };
        if ((instruction.Flags & ReportFlags.When) != 0)
        {
            parts.Add("when");
        }

        if ((instruction.Flags & ReportFlags.OnChange) != 0)
        {
            parts.Add($"on change by {NumberText.Of(instruction.Low)}");
        }

        if ((instruction.Flags & ReportFlags.OrEvery) != 0)
        {
            parts.Add($"or every {Durations.Format(instruction.EveryMs)}");
        }

        return string.Join(' ', parts);
    }

    private static string AlertRule(Instruction instruction)
    {
        string runs = (instruction.Flags & AlertFlags.ForRuns) != 0 ? string.Create(CultureInfo.InvariantCulture, $"for {instruction.Runs} runs") : "";
        string until = (instruction.Flags & AlertFlags.Until) != 0 ? "until" : "";
        return $"{runs} {until}".Trim();
    }
}
