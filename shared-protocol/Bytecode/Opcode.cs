namespace NanoBatch.Protocol
{
    /// <summary>Instructions of a task's program; <see cref="OpcodeTable"/> holds one row for each.</summary>
    /// <remarks>Numbered by hand, grouped, dense from zero for a dense switch, never reused. Two ranges carry their operand in the opcode byte.</remarks>
    public enum Opcode : byte
    {
        // Scans: one window, one instruction.
        Scan = 0,
        Each = 1,
        EachByItem = 2,

        // Operands.
        Constant = 3,
        RawConstant = 4,
        Load = 5,

        // Arithmetic on numbers.
        Add = 6,
        Subtract = 7,
        Multiply = 8,
        Divide = 9,
        Negate = 10,
        Abs = 11,

        // Comparisons, numbers to conditions.
        Less = 12,
        LessOrEqual = 13,
        Greater = 14,
        GreaterOrEqual = 15,
        Equal = 16,
        NotEqual = 17,
        InRange = 18,
        InRawRange = 19,

        // Conditions.
        And = 20,
        Or = 21,
        Not = 22,

        // Outcomes.
        Field = 23,
        FieldItems = 24,
        ReportAll = 25,
        Report = 26,
        ReportRule = 27,
        Alert = 28,
        AlertRule = 29,

        /// <summary>0x40..0x7F: load value slot 0..63.</summary>
        LoadSlot = 0x40,

        /// <summary>0x80..0x8F: scan channel 0..15.</summary>
        ScanChannel = 0x80,
    }
}
