namespace NanoBatch.Language.Model;

/// <summary>How the readings of one burst become one sample (DECISIONS 25).</summary>
public enum BurstReducer
{
    /// <summary>No burst: one reading is the sample.</summary>
    None,

    /// <summary>Mean, rounded half up to a count.</summary>
    Mean,

    /// <summary>Median; of an even number the mean of the middle two, half up.</summary>
    Median,
}
