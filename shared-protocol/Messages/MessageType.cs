namespace NanoBatch.Protocol
{
    /// <summary>First byte of every message. A reply has its request's type with bit 7 set; types from 0xC0 on are sent by a board unasked or as a stream.</summary>
    public static class MessageType
    {
        public const int Hello = 0x01;
        public const int Info = 0x02;
        public const int ListJobs = 0x03;

        /// <summary>Total length u16, then SHA-256 of the whole package: opens or resumes an upload.</summary>
        public const int BeginUpload = 0x04;

        /// <summary>Offset u16, then bytes.</summary>
        public const int UploadChunk = 0x05;

        /// <summary>SHA-256, flags u8 (bit 0 force), stated worst-case steps of the dearest task as varint or 0.</summary>
        public const int Activate = 0x06;

        /// <summary>First 8 digest bytes, offset u16: reads a package back, as much as one reply holds.</summary>
        public const int ReadPackage = 0x07;

        /// <summary>Job name: makes every task of a job due now.</summary>
        public const int RunJob = 0x08;
        public const int PauseJob = 0x09;
        public const int ResumeJob = 0x0A;
        public const int RemoveJob = 0x0B;

        /// <summary>First record u32, greatest count u16: records stream back, then the reply.</summary>
        public const int ReadRecords = 0x0C;

        /// <summary>Epoch u64, count u8, then as many first and last records u32.</summary>
        public const int Acknowledge = 0x0D;

        /// <summary>UTC ms as u48, quality u8.</summary>
        public const int SetClock = 0x0E;
        public const int GetClock = 0x0F;

        /// <summary>The board's channel table as it lies in its record.</summary>
        public const int ReadChannels = 0x10;

        /// <summary>Length u16 of a profile record and its last four bytes, the CRC: opens or resumes its upload.</summary>
        public const int BeginProvision = 0x11;

        /// <summary>First record u32, greatest count u16, UTC ms u48: raw history streams back like records, then the reply.</summary>
        public const int ReadRaw = 0x12;

        /// <summary>Group u8: begins a group of golden vectors.</summary>
        public const int StartSelfTest = 0x13;

        /// <summary>First line wanted u32: as much of the log as one reply holds.</summary>
        public const int ReadLog = 0x14;

        /// <summary>Offset u16, then bytes of a profile record.</summary>
        public const int ProvisionChunk = 0x15;

        /// <summary>CRC of the record: checked, stored, and the board restarts once the reply is out.</summary>
        public const int CommitProvision = 0x16;

        /// <summary>Offset u16: the stored profile record without its secrets.</summary>
        public const int ReadProfile = 0x17;

        /// <summary>How the group that was started last stands.</summary>
        public const int PollSelfTest = 0x18;

        public const int ReplyBit = 0x80;

        /// <summary>Part of a record: record u32, total u16, offset u16, bytes.</summary>
        public const int RecordPart = 0xC0;
    }
}
