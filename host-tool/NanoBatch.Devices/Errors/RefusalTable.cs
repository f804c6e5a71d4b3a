using System;
using System.Globalization;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Why a board refuses, in words, and the remedy: one row for each status, held complete by a test.</summary>
public static class RefusalTable
{
    /// <summary>Replies below this are a <see cref="PackageStatus"/>.</summary>
    public const int FirstGeneralStatus = 64;

    private const string Rebuild = "Compile the job again with this tool's version and deploy the result.";
    private const string Damaged = "The file is damaged: compile the job again and deploy the result.";
    private const string UpdateFirmware = "Flash the firmware that belongs to this tool's version ('nanobatch flash'), or compile with the version that belongs to the board's.";

    /// <summary>The words for a refused package.</summary>
    /// <param name="status">Not <see cref="PackageStatus.Accepted"/>.</param>
    /// <param name="need">First figure of the reply.</param>
    /// <param name="limit">Second figure of the reply.</param>
    /// <param name="context">What is known about package and board.</param>
    public static Refusal OfPackage(PackageStatus status, uint need, uint limit, RefusalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string job = context.Job is null ? "the job" : $"job '{context.Job}'";
        Refusal words = status switch
        {
            PackageStatus.TooShort => new("the package is shorter than any package can be", Damaged),
            PackageStatus.TooLong => new($"the package is longer than the {Number(Limits.PackageBytesMax)} bytes that a board takes",
                "Compile with --strip, or split the job in two."),
            PackageStatus.BadMagic => new("the bytes are no job package", "Give a job source or a package that 'nanobatch compile' wrote."),
            PackageStatus.UnsupportedFormat => new("the board does not know this package format", UpdateFirmware),
            PackageStatus.AuthenticationUnsupported => new("the package is signed, and the board cannot check signatures",
                "Deploy an unsigned package, or flash firmware that checks signatures."),
            PackageStatus.BadCrc => new("the package fails its checksum", Damaged),
            PackageStatus.BadJobName => new("the package has no valid job name", Rebuild),
            PackageStatus.BadHeader => new("the package's header is malformed", Rebuild),
            PackageStatus.BadChannels => new("the package's list of channels is malformed", Rebuild),
            PackageStatus.DuplicateChannel => new("the package samples a channel twice", "Name each channel in one sample statement only, and compile again."),
            PackageStatus.BadSample => new("a sample statement of the package is malformed", Rebuild),
            PackageStatus.BadSchedule => new("a schedule of the package is malformed", Rebuild),
            PackageStatus.BadWindow => new("a window of the package is malformed or does not fit its channels' periods", Rebuild),
            PackageStatus.BadNames => new("the package's names are malformed", Rebuild),
            PackageStatus.TrailingBytes => new("bytes follow the end of the package's names", Rebuild),
            PackageStatus.BadInstruction => new("the board does not know an instruction of the package", UpdateFirmware),
            PackageStatus.BadOperandTypes => new("an instruction of the package has operands of the wrong type", Rebuild),
            PackageStatus.StackTooDeep => new("an expression of the package needs a deeper stack than the board has",
                "Split the longest expression into several fields, and compile again."),
            PackageStatus.StackNotEmpty => new("a program of the package leaves operands behind", Rebuild),
            PackageStatus.BadValueSlot => new("a program of the package reads a value that it never computed", Rebuild),
            PackageStatus.TooManyValues => new($"a task of the package computes more than {Number(Limits.ValuesMax)} values", "Split the task in two, or use fewer bins."),
            PackageStatus.TooManyFields => new($"a report of the package has more than {Number(Limits.FieldsMax)} fields", "Split the report over two tasks."),
            PackageStatus.TooManyAlerts => new($"a task of the package has more than {Number(Limits.AlertsMax)} alerts", "Split the alerts over two tasks."),
            PackageStatus.MisplacedReport => new("a program of the package has fields without a report, or a report without fields", Rebuild),
            PackageStatus.NoOutcome => new("a task of the package neither reports nor alerts", "Give the task a report or an alert, and compile again."),
            PackageStatus.MixedPeriods => new("a task of the package mixes channels of different periods where one period is needed",
                "Give the channels the same period, or use one task for each."),
            PackageStatus.UnknownChannel => UnknownChannel(need, context),
            PackageStatus.UnitMismatch => UnitMismatch(need, context),
            PackageStatus.NotEnoughMemory => new($"the jobs' rings need {Number(need)} bytes, and the board has {Number(limit)}",
                "Keep fewer samples, lengthen a sampling period, or remove a job ('nanobatch jobs' lists them)."),
            PackageStatus.TooManyJobs => new($"with {job} the board would hold {Number(need)} jobs, and it takes {Number(limit)}",
                "Remove a job first ('nanobatch jobs' lists them, 'nanobatch remove NAME' removes one)."),
            PackageStatus.TooManyTasks => new($"with {job} the board would hold {Number(need)} tasks, and it takes {Number(limit)}",
                "Remove a job first, or join tasks that run at the same time."),
            PackageStatus.TooSlow => new($"one instruction takes up to {Number(need)} steps, and the board's shortest sampling period leaves {Number(limit)}",
                "Shorten the window, lengthen the shortest sampling period, or split the scan ('nanobatch explain' shows the costs)."),
            PackageStatus.CostMismatch => new("the board finds another worst-case cost than the compiler stated", UpdateFirmware),
            PackageStatus.LowerVersion => new($"the board has a newer version of {job}" + (context.Version is { } version ? $" than version {Number(version)}" : string.Empty),
                "Raise the version in the job's header, or replace it all the same with --force."),
            PackageStatus.TooOftenToSleep => new($"{job} samples or runs every {Seconds(need)} s, and this board sleeps in between: it takes nothing under {Seconds(limit)} s",
                "Lengthen the job's periods, or provision the board with a profile that does not sleep."),
            PackageStatus.HeapFull => new($"the board's working memory has no room for {job} now; nothing has changed",
                "Remove a job, keep fewer samples, use fewer quantiles, or give the board a profile without a broker."),
            PackageStatus.StorageFailed => new("the board could not write the package to its storage", "Run 'nanobatch info'; the board's storage may be full or worn."),
            _ => new($"the board refuses the package with status {Number((byte)status)}, which this version does not know", UpdateFirmware),
        };
        return words with { Need = need, Limit = limit };
    }

    /// <summary>The words for any other refusal.</summary>
    /// <param name="reply">64 or above.</param>
    /// <param name="request">What was asked for, such as "pause 'irrigation'".</param>
    /// <param name="job">Job that was named, or null.</param>
    public static Refusal OfRequest(ReplyStatus reply, string request, string? job) => reply switch
    {
        ReplyStatus.Unsupported => new($"the board's firmware does not know how to {request}", UpdateFirmware),
        ReplyStatus.Malformed => new($"the board cannot read the request to {request}", UpdateFirmware),
        ReplyStatus.UnknownJob => new($"the board has no job '{job}'", "'nanobatch jobs' lists those that it has."),
        ReplyStatus.NoUpload => new("the board lost the upload on the way", "Deploy again; the board still has its old job."),
        ReplyStatus.WrongOffset => new("the board expects another part of the package", "Deploy again; the board still has its old job."),
        ReplyStatus.DigestMismatch => new("the package arrived with another digest than announced", "Deploy again; the board still has its old job."),
        ReplyStatus.UnknownPackage => new("the board does not have the package that was asked for", "'nanobatch jobs' lists those that it has."),
        ReplyStatus.StorageFailed => new($"the board could not write to its storage, asked to {request}", "Run 'nanobatch info'; the board's storage may be full or worn."),
        ReplyStatus.WrongEpoch => new("the board's store is another one than the results came from",
            "Collect the results again: the store was wiped, or another board is at this address."),
        ReplyStatus.NotReceiver => new("this board delivers to its hub; results stay on it until the hub has them",
            "Collect without --take: reading over the cable leaves the board as it was."),
        ReplyStatus.NoProfile => new("no profile was provisioned on this board: it runs on what its firmware or its start brought along",
            "'nanobatch provision --profile FILE' gives it one."),
        ReplyStatus.SelfTestBusy => new("the board has no room for its self-test now, or is running it",
            "Try again in a minute, or remove a job that keeps many samples."),
        ReplyStatus.NoSelfTest => new("the board's firmware brings no self-test, or not this part of it", UpdateFirmware),
        ReplyStatus.WrongProtocol => new($"the board does not speak protocol {Number(ProtocolVersion.Major)}", UpdateFirmware),
        _ => new($"the board refuses to {request} with status {Number((byte)reply)}, which this version does not know", UpdateFirmware),
    };

    private static Refusal UnknownChannel(uint need, RefusalContext context) => new(
        $"the board has no channel {ChannelWords(need, context)}",
        context.BoardChannels is { Count: > 0 } names
            ? $"The board has {string.Join(", ", names)}: use one of them in the job, or provision the board with a profile that has the channel."
            : "Give the board a profile that has the channel.");

    private static Refusal UnitMismatch(uint need, RefusalContext context)
    {
        string? jobUnit = context.JobChannelAt(need)?.Unit;
        string? boardUnit = context.BoardUnitOf(context.JobChannelAt(need)?.Name);
        string units = jobUnit is null ? "another unit" : $"'{jobUnit}'";
        return new(
            $"the job writes channel {ChannelWords(need, context)} in {units}, and the board" + (boardUnit is null ? " has it in another one" : $" has it in '{boardUnit}'"),
            "Write the job's quantities in the board's unit, or provision the board with a profile in the job's unit.");
    }

    private static string ChannelWords(uint index, RefusalContext context)
        => context.JobChannelAt(index) is { } channel ? $"'{channel.Name}'" : $"number {Number(index + 1L)} of the job";

    private static string Seconds(uint milliseconds) => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
