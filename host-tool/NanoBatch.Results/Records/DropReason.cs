namespace NanoBatch.Results;

/// <summary>Why a board has numbers without records; the values are the protocol's.</summary>
public enum DropReason
{
    /// <summary>The store was full.</summary>
    NoRoom = 0,

    /// <summary>The storage refused the write.</summary>
    StoreRefused = 1,

    /// <summary>A power loss cut the write off, or what was written is damaged: the numbers may have been given to records that nobody ever saw.</summary>
    CutOff = 2,
}
