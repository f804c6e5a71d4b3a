using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>What a run of raw records held.</summary>
public sealed record DecodedRecords
{
    /// <summary>Reports and alerts in record order; time is null where no clock record of their boot is known yet.</summary>
    public required IReadOnlyList<Result> Results { get; init; }

    /// <summary>Every other record with a good checksum, unknown types and malformed results included: it has come, and is not to come again.</summary>
    public required IReadOnlyList<LedgerRecord> Others { get; init; }

    /// <summary>Job packages by digest, 8 hex digits.</summary>
    public required IReadOnlyDictionary<string, byte[]> Packages { get; init; }

    /// <summary>Where each boot lies in time, for results of it that were stored undated: the first clock record of the boot decides.</summary>
    public required IReadOnlyList<BootOrigin> Origins { get; init; }

    /// <summary>Numbers behind which no record will ever come, as the board itself says.</summary>
    public required IReadOnlyList<DroppedRecords> Dropped { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required IReadOnlyList<RecordFault> Faults { get; init; }

    /// <summary>What the board says about its jobs, in record order.</summary>
    public IReadOnlyList<JobStateEntry> Jobs { get; init; } = [];

    /// <summary>The build that a Boot record among them names, or null.</summary>
    public string? Build { get; init; }

    /// <summary>Quality of the board's clock in the last record, null where there is no record.</summary>
    public ClockQuality? Quality { get; init; }

    /// <summary>The same as one delivery to the results store.</summary>
    /// <param name="board">Who delivered; what the records themselves say about it is added.</param>
    public ResultBatch ToBatch(BoardEntry? board) => new()
    {
        Results = Results,
        Others = Others,
        Packages = Packages,
        Jobs = Jobs,
        Board = board is null ? null : board with { Build = board.Build ?? Build, Quality = board.Quality ?? Quality },
    };
}
