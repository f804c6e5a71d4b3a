namespace NanoBatch.Results;

/// <summary>What came to a receiver since its start, for diagnosis.</summary>
public sealed class DeliveryCounters
{
    /// <summary>Messages in all.</summary>
    public long Messages { get; internal set; }

    /// <summary>Messages that are no delivery, or hold a damaged record: nothing of them was stored or acknowledged.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Parts of long records.</summary>
    public long Parts { get; internal set; }

    /// <summary>Half-assembled records that gave way to newer ones; their boards send them again.</summary>
    public long Forgotten { get; internal set; }

    /// <summary>Records stored for the first time.</summary>
    public long Stored { get; internal set; }

    /// <summary>Records that were stored already.</summary>
    public long Duplicates { get; internal set; }
}
