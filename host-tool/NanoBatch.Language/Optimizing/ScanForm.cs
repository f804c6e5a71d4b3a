namespace NanoBatch.Language.Optimizing;

/// <summary>The three shapes of a scan instruction.</summary>
internal enum ScanForm
{
    /// <summary>One source.</summary>
    One,

    /// <summary>Consecutive channels, values channel by channel.</summary>
    Each,

    /// <summary>Consecutive channels, values item by item.</summary>
    EachByItem,
}
