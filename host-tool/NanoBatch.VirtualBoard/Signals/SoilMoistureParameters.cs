namespace NanoBatch.VirtualBoard.Signals;

/// <summary>What one modelled field is like; the defaults are an irrigated loam in a dry summer. Percentages are volumetric water content.</summary>
/// <remarks>Sources: soil water limits and summer evaporation from FAO Irrigation and Drainage Paper 56 (tables 19 and 22); dry-down times from
/// satellite and field studies, which find 2 to 20 days; the sensor's figures from data sheets of capacitive probes.</remarks>
public sealed record SoilMoistureParameters
{
    /// <summary>Where the model starts, milliseconds since 1970; 2025-06-01T00:00Z unless told.</summary>
    public long StartMs { get; init; } = 1_748_736_000_000;

    /// <summary>Picks the weather and the noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Water content at the start, %.</summary>
    public double StartPercent { get; init; } = 25;

    /// <summary>Permanent wilting point, %: roots take nothing below it. FAO-56: 7 to 17 for loam.</summary>
    public double WiltingPercent { get; init; } = 10;

    /// <summary>Field capacity, %: what a soil holds against gravity. FAO-56: 20 to 30 for loam.</summary>
    public double CapacityPercent { get; init; } = 27;

    /// <summary>Saturation, %: every pore is full, the rest runs off.</summary>
    public double SaturationPercent { get; init; } = 44;

    /// <summary>Days in which evaporation takes the available water down to 1/e.</summary>
    public double DryDownDays { get; init; } = 9;

    /// <summary>Hours in which drainage takes the water above field capacity down to 1/e; a field drains in one to three days.</summary>
    public double DrainageHours { get; init; } = 10;

    /// <summary>Hours in which water on the ground reaches the probe.</summary>
    public double InfiltrationHours { get; init; } = 1.5;

    /// <summary>Depth of soil that shares the water, mm: 1 mm of rain lifts the content by 100 / depth %.</summary>
    public double RootZoneMm { get; init; } = 300;

    /// <summary>Chance of rain on a day, 0..1.</summary>
    public double RainChance { get; init; } = 0.12;

    /// <summary>Mean rain of a rainy day, mm; single days bring a quarter to three and a quarter times that.</summary>
    public double RainMeanMm { get; init; } = 8;

    /// <summary>Water content below which the irrigation runs, %; 0 for a field without.</summary>
    public double IrrigationBelowPercent { get; init; } = 18;

    /// <summary>Water that one irrigation brings, mm.</summary>
    public double IrrigationMm { get; init; } = 28;

    /// <summary>Hour of the day (UTC) at which the irrigation decides.</summary>
    public int IrrigationHour { get; init; } = 5;

    /// <summary>Half the daily swing that a probe shows because it warms up, %.</summary>
    public double TemperatureSwingPercent { get; init; } = 0.25;

    /// <summary>Standard deviation of a single reading, %.</summary>
    public double NoisePercent { get; init; } = 0.2;

    /// <summary>Chance that a single reading fails, 0..1.</summary>
    public double GapChance { get; init; } = 0.001;

    /// <summary>Chance of a day with a loose plug: the probe reads 0 or 4095 for <see cref="RailMinutes"/>.</summary>
    public double RailChance { get; init; } = 0.01;

    /// <summary>How long a loose plug lasts, minutes.</summary>
    public int RailMinutes { get; init; } = 25;
}
