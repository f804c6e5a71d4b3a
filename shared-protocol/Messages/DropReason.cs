namespace NanoBatch.Protocol
{
    /// <summary>Why record numbers have no record.</summary>
    public enum DropReason : byte
    {
        /// <summary>The ledger was full of results that nobody had taken.</summary>
        NoRoom = 0,

        /// <summary>The storage refused the write.</summary>
        StoreRefused = 1,

        /// <summary>They were being written when power failed, or the end of the newest segment is damaged: at most so many numbers were in use.</summary>
        CutOff = 2,
    }
}
