using System;
using System.Collections.Generic;
using NanoBatch.Language.Model;
using NanoBatch.Language.Optimizing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>A folded task and a layout to the bytes of its program.</summary>
/// <remarks>Order: scans, fields, condition, report, then the alerts; a report never waits for what only an alert needs.</remarks>
internal sealed class ProgramWriter
{
    private readonly ByteWriter _writer;
    private readonly ExpressionWriter _expressions;
    private readonly Dictionary<ScanValue, (int Slot, int Index)> _places = [];
    private readonly FoldedTask _task;
    private int _slotCount;

    private ProgramWriter(FoldedTask task, int capacity)
    {
        _task = task;
        _writer = new ByteWriter(new byte[capacity]);
        _expressions = new ExpressionWriter(_writer, aggregate => PlaceOf(aggregate).Slot);
    }

    /// <summary>Writes the program.</summary>
    /// <exception cref="InvalidOperationException">The layout leaves an aggregate out: a fault of the compiler.</exception>
    public static byte[] Write(FoldedTask task, ProgramLayout layout)
    {
        // One that does not fit a package is written whole too: the message names its size.
        for (int capacity = Limits.PackageBytesMax; ; capacity *= 8)
        {
            var writer = new ProgramWriter(task, capacity);
            writer.Program(layout);
            if (!writer._writer.IsFull)
            {
                return writer._writer.Buffer[..writer._writer.Position];
            }
        }
    }

    private void Program(ProgramLayout layout)
    {
        Scans(layout.First);
        if (_task.Task.Report is { } report)
        {
            Report(report, layout.BeforeWhen);
        }

        Scans(layout.BeforeAlerts);
        foreach (FoldedAlert alert in _task.Alerts)
        {
            Alert(alert);
        }
    }

    private void Scans(IEnumerable<ScanGroup> groups)
    {
        foreach (ScanGroup group in groups)
        {
            Scan(group);
            foreach (ScanValue value in group.Values)
            {
                _places.Add(value, (_slotCount, _places.Count));
                _slotCount += value.Item.Slots;
            }
        }
    }

    private void Scan(ScanGroup group)
    {
        if (group.Form != ScanForm.One)
        {
            Op(group.Form == ScanForm.Each ? Opcode.Each : Opcode.EachByItem);
            _writer.U8((group.Source.Channel << 4) | (group.ChannelCount - 1));
        }
        else if (group.Source.Channel >= 0)
        {
            _writer.U8((int)Opcode.ScanChannel + group.Source.Channel);
        }
        else
        {
            Op(Opcode.Scan);
            Hex(group.Source.Series, 0);
        }

        Hex(group.Source.Filter, 0);
        for (int i = 0; i < group.Items.Count; i++)
        {
            Hex(group.Items[i].Code, i == group.Items.Count - 1 ? SeriesCode.LastMark : 0);
        }
    }

    private void Report(ReportModel report, IReadOnlyList<ScanGroup> beforeWhen)
    {
        bool isAllItems = beforeWhen.Count == 0 && FieldsAreAllItems();
        if (!isAllItems)
        {
            Fields();
        }

        Scans(beforeWhen);
        int flags = isAllItems ? ReportFlags.AllItems : 0;
        if (_task.When is { } when)
        {
            _expressions.Push(when);
            flags |= ReportFlags.When;
        }

        if (report.OnChange is { } change)
        {
            flags |= ReportFlags.OnChange | (change.OrEveryMs is null ? 0 : ReportFlags.OrEvery);
        }

        if ((flags & ~ReportFlags.AllItems) == 0)
        {
            Op(isAllItems ? Opcode.ReportAll : Opcode.Report);
            return;
        }

        Op(Opcode.ReportRule);
        _writer.U8(flags);
        if (report.OnChange is { } rule)
        {
            ScanCoder.Constant(_writer, rule.By);
            if (rule.OrEveryMs is { } everyMs)
            {
                _writer.Varint(DurationCode.Of(everyMs));
            }
        }
    }

    private bool FieldsAreAllItems()
    {
        if (_task.Fields.Count != _places.Count)
        {
            return false;
        }

        for (int i = 0; i < _task.Fields.Count; i++)
        {
            if (IndexOf(_task.Fields[i]) != i)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fields in order; a stretch of consecutive items is one instruction of three bytes, a lone value two.</summary>
    private void Fields()
    {
        for (int i = 0; i < _task.Fields.Count;)
        {
            int length = 1;
            int index = IndexOf(_task.Fields[i]);
            while (index >= 0 && i + length < _task.Fields.Count && IndexOf(_task.Fields[i + length]) == index + length)
            {
                length++;
            }

            bool isArray = _task.Fields[i] is AggregateExpression { Kind: Aggregate.Hist };
            if (length == 1 && !isArray)
            {
                _expressions.Push(_task.Fields[i]);
                Op(Opcode.Field);
            }
            else
            {
                Op(Opcode.FieldItems);
                _writer.Varint(PlaceOf((AggregateExpression)_task.Fields[i]).Slot);
                _writer.Varint(length);
            }

            i += length;
        }
    }

    /// <summary>Place of a field among all items, -1 for an expression.</summary>
    private int IndexOf(Expression field) => field is AggregateExpression aggregate ? PlaceOf(aggregate).Index : -1;

    private void Alert(FoldedAlert alert)
    {
        _expressions.Push(alert.When);
        if (alert.Until is { } until)
        {
            _expressions.Push(until);
        }

        int flags = (alert.Until is null ? 0 : AlertFlags.Until) | (alert.Alert.ForRuns == 1 ? 0 : AlertFlags.ForRuns);
        if (flags == 0)
        {
            Op(Opcode.Alert);
            return;
        }

        Op(Opcode.AlertRule);
        _writer.U8(flags);
        if ((flags & AlertFlags.ForRuns) != 0)
        {
            _writer.Varint(alert.Alert.ForRuns);
        }
    }

    private (int Slot, int Index) PlaceOf(AggregateExpression aggregate) => _places.TryGetValue(_task.ValueOf(aggregate), out (int, int) place)
        ? place
        : throw new InvalidOperationException($"the layout leaves out {aggregate.Kind}");

    private void Op(Opcode opcode) => _writer.U8((int)opcode);

    private void Hex(string code, int firstMark)
    {
        byte[] bytes = Convert.FromHexString(code);
        for (int i = 0; i < bytes.Length; i++)
        {
            _writer.U8(bytes[i] | (i == 0 ? firstMark : 0));
        }
    }
}
