using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using NanoBatch.Language.Checking;
using NanoBatch.Language.Disassembly;
using NanoBatch.Language.Optimizing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Certificates;

/// <summary>What a package costs a board: read off the package itself, so that job and package files give the same certificate.</summary>
public sealed record Certificate
{
    public required string Job { get; init; }

    public required int Version { get; init; }

    /// <summary>Offset of the job's zone from UTC.</summary>
    public required int ZoneMinutes { get; init; }

    /// <summary>Size of the package.</summary>
    public required int Bytes { get; init; }

    /// <summary>All programs together.</summary>
    public required int ProgramBytes { get; init; }

    /// <summary>True where names were left out.</summary>
    public required bool IsStripped { get; init; }

    /// <summary>Digest of the package, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Rings of all channels, where no other job on the board shares them.</summary>
    public required int RamBytes { get; init; }

    public required IReadOnlyList<CertificateChannel> Channels { get; init; }

    public required IReadOnlyList<CertificateTask> Tasks { get; init; }

    /// <summary>The certificate of a verified package.</summary>
    /// <param name="package">Verified with the board's bent channels where a profile is given.</param>
    /// <param name="board">Its channels give the units that the job does not demand; null without a profile.</param>
    public static Certificate Of(JobPackage package, BoardChannels? board = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        var names = new PackageNames(package);
        CertificateChannel[] channels = [.. package.Channels.Take(package.ChannelCount).Select(channel => ChannelOf(channel, board))];
        return new Certificate
        {
            Job = package.JobName,
            Version = package.JobVersion,
            ZoneMinutes = package.ZoneMinutes,
            Bytes = package.Length,
            ProgramBytes = package.ProgramBytes,
            IsStripped = package.NamesOffset < 0,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(package.Bytes.AsSpan(0, package.Length))),
            RamBytes = channels.Sum(channel => channel.RamBytes),
            Channels = channels,
            Tasks = [.. Enumerable.Range(0, package.TaskCount).Select(t => TaskOf(package, t, names))],
        };
    }

    private static CertificateChannel ChannelOf(ChannelPlan channel, BoardChannels? board) => new(
        channel.Name,
        channel.Unit ?? board?.Find(channel.Name)?.Unit,
        channel.PeriodMs,
        channel.RingSlots,
        channel.WantsSummaries,
        RingMemory.BytesFor(channel.RingSlots, channel.WantsSummaries));

    private static CertificateTask TaskOf(JobPackage package, int index, PackageNames names)
    {
        TaskPlan task = package.Tasks[index];
        double runs = RunRate.PerDay(task);
        return new CertificateTask
        {
            Task = index + 1,
            Schedule = ScheduleText.Of(task),
            Window = ScheduleText.WindowOf(task),
            WindowSeconds = WindowMs(package, task) / 1000.0,
            WorstCaseSteps = task.WorstCaseSteps,
            WorstInstructionSteps = task.WorstInstructionSteps,
            Fields = names.FieldsOf(index),
            Alerts = names.AlertsOf(index),
            ReportBytes = task.ReportBytesMax,
            ReportsPerDay = task.HasReport ? runs : 0,
            RunsPerDay = runs,
        };
    }

    private static long WindowMs(JobPackage package, TaskPlan task)
    {
        if (task.Window == WindowKind.Duration)
        {
            return task.WindowLength;
        }

        return Enumerable.Range(0, package.ChannelCount)
            .Where(c => (task.ChannelMask & (1 << c)) != 0)
            .Select(c => (long)package.WindowSlots(task, c) * package.Channels[c].PeriodMs)
            .DefaultIfEmpty(0)
            .Max();
    }
}
