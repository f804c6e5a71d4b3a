namespace NanoBatch.Language.Checking;

/// <summary>How a value relates to the unit of its channel.</summary>
internal enum Dimension
{
    /// <summary>Counts, squares, coefficients: nothing to hold a unit against.</summary>
    Free,

    /// <summary>A value the channel could show: in its unit, and a raw count has a calibrated counterpart.</summary>
    Level,

    /// <summary>In the channel's unit, but not a reading: a calibration's offset must not enter.</summary>
    Difference,

    /// <summary>The channel's unit per hour.</summary>
    PerHour,

    /// <summary>The channel's unit times hours.</summary>
    TimesHours,

    /// <summary>Percent of its own.</summary>
    Percent,

    /// <summary>Hours of its own.</summary>
    Hours,
}
