using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Numbers and conditions of an expression; null spreads through arithmetic and makes comparisons false.</summary>
    /// <remarks>Divisors and overflow are met before the operator: the device throws on a zero divisor and compares NaN wrongly.</remarks>
    public sealed class ExpressionStack
    {
        private double[] _values = new double[0];
        private byte[] _kinds = new byte[0];
        private int _depth;

        /// <summary>Kind of the number that <see cref="PopNumber"/> gave.</summary>
        public byte PoppedKind;

        /// <summary>Makes room for so many operands; what lies on the stack of a run under way stays.</summary>
        public void Reserve(int depth)
        {
            if (depth == _values.Length)
            {
                return;
            }

            double[] values = new double[depth];
            byte[] kinds = new byte[depth];
            System.Array.Copy(_values, 0, values, 0, _depth);
            System.Array.Copy(_kinds, 0, kinds, 0, _depth);
            _values = values;
            _kinds = kinds;
        }

        public void Clear()
        {
            _depth = 0;
        }

        public void Push(double value, byte kind)
        {
            _values[_depth] = value;
            _kinds[_depth++] = kind;
        }

        public double PopNumber()
        {
            _depth--;
            PoppedKind = _kinds[_depth];
            return _values[_depth];
        }

        public bool PopCondition()
        {
            return _values[--_depth] > 0.5;
        }

        /// <summary>Replaces the number on top by whether it lies within both ends, in whichever order they come.</summary>
        public void InRange(double a, double b)
        {
            double low = a < b ? a : b;
            double high = a < b ? b : a;
            int top = _depth - 1;
            double value = _values[top];
            SetCondition(top, _kinds[top] != ValueKind.Null && value >= low && value <= high);
        }

        /// <summary>Executes an arithmetic, comparing or joining instruction.</summary>
        public void Apply(Opcode opcode)
        {
            int top = _depth - 1;
            switch (opcode)
            {
                case Opcode.Negate:
                    _values[top] = -_values[top];
                    return;
                case Opcode.Abs:
                    _values[top] = _values[top] < 0 ? -_values[top] : _values[top];
                    return;
                case Opcode.Not:
                    SetCondition(top, _values[top] < 0.5);
                    return;
            }

            _depth = top;
            top--;
            double a = _values[top];
            double b = _values[top + 1];
            bool areNumbers = _kinds[top] != ValueKind.Null && _kinds[top + 1] != ValueKind.Null;
            switch (opcode)
            {
                case Opcode.Add:
                    SetNumber(top, areNumbers, a + b);
                    break;
                case Opcode.Subtract:
                    SetNumber(top, areNumbers, a - b);
                    break;
                case Opcode.Multiply:
                    SetNumber(top, areNumbers, a * b);
                    break;
                case Opcode.Divide:
                    bool divides = areNumbers && b != 0;
                    SetNumber(top, divides, divides ? a / b : 0);
                    break;
                case Opcode.Less:
                    SetCondition(top, areNumbers && a < b);
                    break;
                case Opcode.LessOrEqual:
                    SetCondition(top, areNumbers && a <= b);
                    break;
                case Opcode.Greater:
                    SetCondition(top, areNumbers && a > b);
                    break;
                case Opcode.GreaterOrEqual:
                    SetCondition(top, areNumbers && a >= b);
                    break;
                case Opcode.Equal:
                    SetCondition(top, areNumbers && a == b);
                    break;
                case Opcode.NotEqual:
                    SetCondition(top, areNumbers && a != b);
                    break;
                case Opcode.And:
                    SetCondition(top, a > 0.5 && b > 0.5);
                    break;
                case Opcode.Or:
                    SetCondition(top, a > 0.5 || b > 0.5);
                    break;
            }
        }

        private void SetNumber(int at, bool exists, double value)
        {
            bool isGood = exists && value <= Finite.Max && value >= -Finite.Max;
            _values[at] = isGood ? value : 0;
            _kinds[at] = isGood ? ValueKind.Number : ValueKind.Null;
        }

        private void SetCondition(int at, bool holds)
        {
            _values[at] = holds ? 1 : 0;
            _kinds[at] = ValueKind.Number;
        }
    }
}
