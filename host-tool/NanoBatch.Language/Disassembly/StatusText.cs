using System.Globalization;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>Why a package or a job is refused, in words.</summary>
public static class StatusText
{
    /// <summary>One clause without a full stop; a status of a newer board is its number.</summary>
    public static string Of(PackageStatus status) => status switch
    {
        PackageStatus.Accepted => "accepted",
        PackageStatus.TooShort => "too short for a package",
        PackageStatus.TooLong => "over 1024 bytes",
        PackageStatus.BadMagic => "not a nanobatch package",
        PackageStatus.UnsupportedFormat => "a package format that this version does not know",
        PackageStatus.AuthenticationUnsupported => "authenticated in a way that this version does not know",
        PackageStatus.BadCrc => "damaged: the checksum does not fit",
        PackageStatus.BadJobName => "a malformed job name",
        PackageStatus.BadHeader => "a malformed header",
        PackageStatus.BadChannels => "malformed channel names, or more than 16",
        PackageStatus.DuplicateChannel => "a channel sampled twice",
        PackageStatus.BadSample => "a malformed sample statement",
        PackageStatus.BadSchedule => "a malformed schedule, or more than 16 tasks",
        PackageStatus.BadWindow => "a malformed window, or one that does not fit the sample period",
        PackageStatus.BadNames => "a malformed names section",
        PackageStatus.TrailingBytes => "bytes after the end",
        PackageStatus.BadInstruction => "a malformed instruction",
        PackageStatus.BadOperandTypes => "an instruction without its operands on the stack",
        PackageStatus.StackTooDeep => "more than 32 values on the stack",
        PackageStatus.StackNotEmpty => "values left on the stack",
        PackageStatus.BadValueSlot => "a value read that no scan has filled",
        PackageStatus.TooManyValues => "more than 1152 values in a task",
        PackageStatus.TooManyFields => "more than 32 fields in a report",
        PackageStatus.TooManyAlerts => "more than 16 alerts in a task",
        PackageStatus.MisplacedReport => "a second report, or one without fields, or fields without one",
        PackageStatus.NoOutcome => "a task without report and alert",
        PackageStatus.MixedPeriods => "channels of different periods where one is needed",
        PackageStatus.UnknownChannel => "a channel that the board does not have",
        PackageStatus.UnitMismatch => "a unit other than the board's",
        PackageStatus.NotEnoughMemory => "more memory than the board has left",
        PackageStatus.TooManyJobs => "more than 8 jobs on the board",
        PackageStatus.TooManyTasks => "more than 32 tasks on the board",
        PackageStatus.TooSlow => "an instruction too slow for the board's shortest period",
        PackageStatus.CostMismatch => "another cost than the board computes",
        PackageStatus.LowerVersion => "a lower version than the one on the board",
        PackageStatus.HeapFull => "more working memory than the board has free",
        PackageStatus.TooOftenToSleep => "a period too short for a board that sleeps",
        PackageStatus.StorageFailed => "the board's storage failed",
        _ => string.Create(CultureInfo.InvariantCulture, $"status {(int)status}"),
    };
}
