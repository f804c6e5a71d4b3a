namespace NanoBatch.Results;

/// <summary>The kinds of value that a report field can have.</summary>
public enum FieldKind
{
    /// <summary>Not computed: too little data, a division by zero, nothing finite.</summary>
    Null,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A finite float32.</summary>
    Number,

    /// <summary>Counts of a histogram.</summary>
    Bins,
}
