using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.CodeGen;

/// <summary>What a program does, as normalised text: run on symbols instead of numbers, written against the opcode table alone.</summary>
internal sealed class PackageMeaning
{
    private readonly JobPackage _package;
    private readonly Dictionary<int, string> _slots = [];
    private readonly List<int> _items = [];
    private readonly Stack<string> _stack = new();
    private readonly List<string> _fields = [];
    private readonly List<string> _lines = [];
    private int _slotCount;

    private PackageMeaning(JobPackage package)
    {
        _package = package;
    }

    public static List<string> Of(JobPackage package, int task)
    {
        var meaning = new PackageMeaning(package);
        var reader = new ByteReader(package.Bytes, package.Tasks[task].CodeOffset, package.Tasks[task].CodeLength);
        var instruction = new Instruction();
        while (reader.Left > 0)
        {
            instruction.Read(reader, package.ChannelCount);
            meaning.Run(instruction);
        }

        return meaning._lines;
    }

    private void Run(Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Scan or Opcode.Each or Opcode.EachByItem or Opcode.ScanChannel:
                Scan(instruction);
                break;
            case Opcode.Constant:
                _stack.Push(Symbols.Number(instruction.Low));
                break;
            case Opcode.RawConstant:
                _stack.Push($"(raw {Symbols.Number(instruction.Low)} {_package.Channels[instruction.Channel].Name})");
                break;
            case Opcode.Load or Opcode.LoadSlot:
                _stack.Push(_slots[instruction.Slot]);
                break;
            case Opcode.Negate or Opcode.Abs:
                _stack.Push(Symbols.Unary(OpcodeTable.MnemonicOf(instruction.Opcode), _stack.Pop()));
                break;
            case Opcode.Add or Opcode.Subtract or Opcode.Multiply or Opcode.Divide:
                Pair((left, right) => Symbols.Binary(OpcodeTable.MnemonicOf(instruction.Opcode), left, right));
                break;
            case >= Opcode.Less and <= Opcode.NotEqual:
                Pair((left, right) => Symbols.Compare(OpcodeTable.MnemonicOf(instruction.Opcode), left, right));
                break;
            case Opcode.InRange:
                _stack.Push(Symbols.InRange(_stack.Pop(), instruction.Low, instruction.High));
                break;
            case Opcode.InRawRange:
                string range = $"{Symbols.Number(instruction.Low)} {Symbols.Number(instruction.High)}";
                _stack.Push($"(in.raw {_stack.Pop()} {range} {_package.Channels[instruction.Channel].Name})");
                break;
            case Opcode.And:
                Pair((left, right) => Symbols.Join("and", left, right, true));
                break;
            case Opcode.Or:
                Pair((left, right) => Symbols.Join("or", left, right, false));
                break;
            case Opcode.Not:
                _stack.Push(Symbols.Not(_stack.Pop()));
                break;
            default:
                Outcome(instruction);
                break;
        }
    }

    private void Outcome(Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Field:
                _fields.Add(_stack.Pop());
                break;
            case Opcode.FieldItems:
                _fields.AddRange(_items.SkipWhile(slot => slot != instruction.Slot).Take(instruction.Count).Select(slot => _slots[slot]));
                break;
            case Opcode.ReportAll:
                _fields.AddRange(_items.Select(slot => _slots[slot]));
                Report("true", "");
                break;
            case Opcode.Report:
                Report("true", "");
                break;
            case Opcode.ReportRule:
                _fields.AddRange((instruction.Flags & ReportFlags.AllItems) != 0 ? _items.Select(slot => _slots[slot]) : []);
                Report(
                    (instruction.Flags & ReportFlags.When) != 0 ? _stack.Pop() : "true",
                    (instruction.Flags & ReportFlags.OnChange) != 0 ? $" change {Symbols.Number(instruction.Low)} every {instruction.EveryMs}" : "");
                break;
            case Opcode.Alert:
                _lines.Add($"alert {_stack.Pop()} for 1 until -");
                break;
            case Opcode.AlertRule:
                string until = (instruction.Flags & AlertFlags.Until) != 0 ? _stack.Pop() : "-";
                _lines.Add($"alert {_stack.Pop()} for {instruction.Runs} until {until}");
                break;
            default:
                throw new InvalidOperationException(instruction.Opcode.ToString());
        }
    }

    private void Report(string when, string change)
    {
        _lines.AddRange(_fields.Select(field => "field " + field));
        _lines.Add($"report when {when}{change}");
    }

    private void Pair(Func<string, string, string> join)
    {
        string right = _stack.Pop();
        _stack.Push(join(_stack.Pop(), right));
    }

    private void Scan(Instruction scan)
    {
        IEnumerable<(int Channel, int Item)> order = scan.Opcode == Opcode.EachByItem
            ? Enumerable.Range(0, scan.ItemCount).SelectMany(item => Enumerable.Range(0, scan.ChannelCount).Select(channel => (channel, item)))
            : Enumerable.Range(0, scan.ChannelCount).SelectMany(channel => Enumerable.Range(0, scan.ItemCount).Select(item => (channel, item)));
        foreach ((int channel, int item) in order)
        {
            string series = scan.FirstChannel < 0 ? SeriesOf(scan.Series) : _package.Channels[scan.FirstChannel + channel].Name;
            _items.Add(_slotCount);
            _slots.Add(_slotCount, Item(scan, item, series));
            _slotCount += scan.SlotsOf(item);
        }
    }

    private string Item(Instruction scan, int item, string series)
    {
        List<string> parts = [((Aggregate)scan.Items[item]).ToString(), series];
        if (scan.Filter != 0)
        {
            parts.Add($"in{(scan.Filter == Instruction.FilterInCounts ? " raw" : "")} {Symbols.Number(scan.Low)} {Symbols.Number(scan.High)}");
        }

        ItemOperand operand = AggregateTable.OperandOf(scan.Items[item]);
        if (operand is ItemOperand.Percent or ItemOperand.Fraction or ItemOperand.Weight or ItemOperand.Level or ItemOperand.Bins)
        {
            parts.Add(Symbols.Number(scan.Arguments[item]) + ((scan.RawMarks[item] & 1) != 0 ? "raw" : ""));
        }

        if (operand == ItemOperand.Bins)
        {
            parts.Add(Symbols.Number(scan.HighEnds[item]) + ((scan.RawMarks[item] & 2) != 0 ? "raw" : ""));
            parts.Add(Symbols.Number(scan.Bins[item]));
        }

        parts.AddRange(operand == ItemOperand.Series ? [SeriesOf(scan.Second)] : []);
        return $"[{string.Join(' ', parts)}]";
    }

    private string SeriesOf(SeriesCode series)
    {
        string[] names = ["add", "sub", "mul", "div"];
        var stack = new Stack<string>();
        for (int i = 0; i < series.Count; i++)
        {
            int element = series.Elements[i];
            if (element < Limits.ChannelsMax)
            {
                stack.Push(_package.Channels[element].Name);
            }
            else if (element == SeriesCode.ConstantElement)
            {
                stack.Push(Symbols.Number(series.Constants[i]));
            }
            else
            {
                string right = stack.Pop();
                stack.Push(Symbols.Binary(names[element - SeriesCode.AddElement], stack.Pop(), right));
            }
        }

        return stack.Pop();
    }
}
