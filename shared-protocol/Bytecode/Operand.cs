namespace NanoBatch.Protocol
{
    /// <summary>What follows an opcode byte.</summary>
    public enum Operand : byte
    {
        None = 0,

        /// <summary>A series in postfix and a list of items.</summary>
        SeriesAndItems = 1,

        /// <summary>First channel in the high nibble, channels less one in the low one; then a list of items.</summary>
        ChannelsAndItems = 2,

        /// <summary>A list of items; the channel is in the opcode.</summary>
        Items = 3,

        /// <summary>A decimal constant.</summary>
        Constant = 4,

        /// <summary>A channel byte and a constant in counts.</summary>
        ChannelAndConstant = 5,

        /// <summary>A value slot as varint.</summary>
        Slot = 6,

        /// <summary>Two constants.</summary>
        Range = 7,

        /// <summary>A channel byte and two constants in counts.</summary>
        ChannelAndRange = 8,

        /// <summary>First value slot and number of scan items, varints.</summary>
        SlotAndCount = 9,

        /// <summary>A byte of <see cref="ReportFlags"/>, then the least change as constant and the longest silence as duration, where flagged.</summary>
        ReportRule = 10,

        /// <summary>A byte of <see cref="AlertFlags"/>, then the number of runs as varint, where flagged.</summary>
        AlertRule = 11,

        /// <summary>None; the value slot is in the opcode.</summary>
        SlotInOpcode = 12,
    }
}
