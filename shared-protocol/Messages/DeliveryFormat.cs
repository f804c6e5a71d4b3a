namespace NanoBatch.Protocol
{
    /// <summary>Messages from a board's outbox to its hub: <c>kind u8, epoch u64, previous u32</c>, then records, or a part of one.</summary>
    /// <remarks>
    /// <c>previous</c> is the number after which the content follows: a receiver that has stored it may acknowledge <c>previous + 1</c> up to its last record,
    /// holes included. An acknowledgement is the payload of <see cref="MessageType.Acknowledge"/>: epoch u64, count u8, first and last u32 of each range.
    /// </remarks>
    public static class DeliveryFormat
    {
        /// <summary>Whole records follow, one after the other, as they lie in storage.</summary>
        public const int WholeRecords = 1;

        /// <summary>A part of one record that is longer than a message: record u32, total u16, offset u16, bytes; parts come in order.</summary>
        public const int RecordPart = 2;

        /// <summary>kind, epoch, previous.</summary>
        public const int Head = 13;

        /// <summary>record, total, offset of a part.</summary>
        public const int PartHead = 8;

        /// <summary>Longest message from a board, bytes (DECISIONS 50).</summary>
        public const int MessageMax = 1024;

        /// <summary>Longest message to a board, bytes.</summary>
        public const int ToBoardMax = 512;
    }
}
