namespace NanoBatch.Benchmarks;

/// <summary>The job of the soak program, in the language.</summary>
internal static class SoakJob
{
    public const string Text =
        "job soak\nsample ch1..ch4 every 1m keep 1440 samples valid 0..60 %\nevery 1m over 15m\n"
            + "    report mean(ch1..ch4), max(ch1..ch4)\n    alert dry when mean(ch1) < 22 %\n";
}
