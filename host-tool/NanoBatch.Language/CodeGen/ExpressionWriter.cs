using System;
using NanoBatch.Language.Model;
using NanoBatch.Language.Optimizing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>Expressions and conditions to postfix instructions, left before right.</summary>
internal sealed class ExpressionWriter
{
    private readonly ByteWriter _writer;
    private readonly Func<AggregateExpression, int> _slotOf;

    /// <param name="writer">The program so far.</param>
    /// <param name="slotOf">Value slot that a scan before fills.</param>
    public ExpressionWriter(ByteWriter writer, Func<AggregateExpression, int> slotOf)
    {
        _writer = writer;
        _slotOf = slotOf;
    }

    /// <summary>Leaves a number on the stack.</summary>
    public void Push(Expression expression)
    {
        switch (expression)
        {
            case AggregateExpression aggregate:
                Load(_slotOf(aggregate));
                break;
            case NumberExpression number:
                Constant(number.Value);
                break;
            case RawCountsExpression raw:
                Op(Opcode.RawConstant);
                _writer.U8(raw.Channel.Index);
                ScanCoder.Constant(_writer, raw.Counts);
                break;
            case NegateExpression negate:
                Push(negate.Operand);
                Op(Opcode.Negate);
                break;
            case AbsExpression abs:
                Push(abs.Operand);
                Op(Opcode.Abs);
                break;
            case BinaryExpression binary:
                Push(binary.Left);
                Push(binary.Right);
                _writer.U8((int)Opcode.Add + (int)binary.Operator);
                break;
            default:
                throw new InvalidOperationException($"unknown expression {expression.GetType().Name}");
        }
    }

    /// <summary>Leaves a condition on the stack.</summary>
    public void Push(Condition condition)
    {
        switch (condition)
        {
            case CompareCondition compare:
                Push(compare.Left);
                Push(compare.Right);
                _writer.U8((int)Opcode.Less + (int)compare.Operator);
                break;
            case InRangeCondition inRange:
                Push(inRange.Operand);
                InRange(inRange);
                break;
            case NotCondition not:
                Push(not.Operand);
                Op(Opcode.Not);
                break;
            case AndCondition and:
                Push(and.Left);
                Push(and.Right);
                Op(Opcode.And);
                break;
            case OrCondition or:
                Push(or.Left);
                Push(or.Right);
                Op(Opcode.Or);
                break;
            case ConstantCondition known:
                // No opcode pushes a condition: a job whose condition is known is rare, two zeros compared cost five bytes.
                Constant(default);
                Constant(default);
                Op(known.Value ? Opcode.Equal : Opcode.NotEqual);
                break;
            default:
                throw new InvalidOperationException($"unknown condition {condition.GetType().Name}");
        }
    }

    private void InRange(InRangeCondition condition)
    {
        if (condition.RawChannel is { } channel)
        {
            Op(Opcode.InRawRange);
            _writer.U8(channel.Index);
        }
        else
        {
            Op(Opcode.InRange);
        }

        ScanCoder.Constant(_writer, condition.Range.Low);
        ScanCoder.Constant(_writer, condition.Range.High);
    }

    private void Load(int slot)
    {
        if (slot < OpcodeTable.LoadSlotCount)
        {
            _writer.U8((int)Opcode.LoadSlot + slot);
            return;
        }

        Op(Opcode.Load);
        _writer.Varint(slot);
    }

    private void Constant(DecimalNumber number)
    {
        Op(Opcode.Constant);
        ScanCoder.Constant(_writer, number);
    }

    private void Op(Opcode opcode) => _writer.U8((int)opcode);
}
