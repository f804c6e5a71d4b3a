using System.Collections.Generic;

namespace NanoBatch.Results.Tests;

/// <summary>Results as a board of two tasks makes them.</summary>
internal static class Sample
{
    /// <summary>2025-01-05T06:00:00Z.</summary>
    public const long Six = 1_736_056_800_000;

    public static ReportResult Report(long seq = 0, long? timeMs = Six) => new()
    {
        Job = "irrigation",
        Version = 1,
        Task = 1,
        Seq = seq,
        TimeMs = timeMs,
        WindowSeconds = 21600,
        Expected = new(("soil1", 720)),
        Counts = new(("soil1", 716)),
        Fields = new(("mean_soil1", FieldValue.Of(21.43f)), ("p10_soil1", FieldValue.Of(20.9f))),
    };

    public static ReportResult Full() => Report() with
    {
        Seq = 7,
        TimeMs = Six + 250,
        WindowSeconds = 0.1m,
        Board = "field-7",
        Epoch = 0xFEDC_BA98_7654_3210,
        Record = 12,
        Digest = "89abcdef",
        Boot = 3,
        MonotonicMs = 1000,
        CalibrationRevision = 2,
        Units = new(("mean", "%"), ("temp", "°C")),
        Fields = new(
            ("mean", FieldValue.Of(21f)), ("count", FieldValue.Of(21)), ("tiny", FieldValue.Of(1e-7f)), ("huge", FieldValue.Of(float.MaxValue)),
            ("temp", FieldValue.Of(-0.1f)), ("none", FieldValue.Null), ("hist", FieldValue.Of([0L, 5, 123456789012])), ("nan", FieldValue.Of(float.NaN))),
    };

    public static AlertResult Alert(bool isRaised = true, long? timeMs = Six + 900_000) => new()
    {
        Job = "irrigation",
        Version = 1,
        Task = 1,
        Alert = "dry",
        IsRaised = isRaised,
        TimeMs = timeMs,
    };

    /// <summary>Two tasks and an alert in time order.</summary>
    public static IReadOnlyList<Result> Mixed() =>
    [
        Report(0),
        Report(0) with { Task = 2, WindowSeconds = 86400, Fields = new(("low", FieldValue.Of(20f)), ("hist_soil1", FieldValue.Of([1L, 2, 3]))) },
        Report(1, Six + 900_000) with { Fields = new(("mean_soil1", FieldValue.Null), ("p10_soil1", FieldValue.Of(-1.5f))), Counts = new(("soil1", 12)) },
        Alert(),
        Full(),
        Alert(false, null) with { Board = "field-7" },
    ];
}
