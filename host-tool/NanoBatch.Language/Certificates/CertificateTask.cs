using System.Collections.Generic;

namespace NanoBatch.Language.Certificates;

/// <summary>What one task costs at most.</summary>
public sealed record CertificateTask
{
    /// <summary>From 1, in file order.</summary>
    public required int Task { get; init; }

    /// <summary>In the language's words: <c>every 15m</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary>In the language's words: <c>over 6h</c>.</summary>
    public required string Window { get; init; }

    /// <summary>Length of a full window; of all that is kept, the longest ring that the task reads; 0 where it reads none.</summary>
    public required double WindowSeconds { get; init; }

    /// <summary>Steps of a whole run at most; 1 step = 10 nominal IL instructions.</summary>
    public required int WorstCaseSteps { get; init; }

    /// <summary>Steps of its dearest instruction at most: what a sample can be late by.</summary>
    public required int WorstInstructionSteps { get; init; }

    /// <summary>Field names in report order.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Alert names in file order.</summary>
    public required IReadOnlyList<string> Alerts { get; init; }

    /// <summary>Longest report; 0 without one.</summary>
    public required int ReportBytes { get; init; }

    /// <summary>Reports a day at most, averaged over the schedule's cycle; 0 on demand and without a report.</summary>
    public required double ReportsPerDay { get; init; }

    /// <summary>Runs a day, likewise.</summary>
    public required double RunsPerDay { get; init; }
}
