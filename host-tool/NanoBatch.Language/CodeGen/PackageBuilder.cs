using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;
using NanoBatch.Language.Optimizing;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>A checked job to the bytes of its package.</summary>
/// <remarks>
/// Whatever it writes is read back with the board's own reader and verifier before anyone sees it. What the package cannot hold is a diagnostic;
/// any other refusal is a fault of the compiler and thrown. Deterministic: one model, one sequence of bytes.
/// </remarks>
public static class PackageBuilder
{
    /// <summary>Builds the package of a job.</summary>
    /// <param name="job">A job without errors.</param>
    /// <param name="source">Its text, for the source lines in the package.</param>
    /// <param name="strip">True leaves out names and source lines.</param>
    /// <param name="bentChannels">Bit c where the board's calibration of channel c has more than one segment; for the cost only.</param>
    /// <exception cref="InvalidOperationException">The verifier refuses what was written: a fault of the compiler.</exception>
    public static CompileOutcome Build(JobModel job, SourceText source, bool strip, int bentChannels = 0)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(source);
        var diagnostics = new PackageDiagnostics();
        List<FoldedTask> tasks = [.. job.Tasks.Select(task => new FoldedTask(task))];
        tasks.ForEach(task => TaskLimits.Check(task, diagnostics));
        if (diagnostics.Found.Count > 0)
        {
            return new CompileOutcome(null, null, diagnostics.Found);
        }

        List<SampleItem> samples = SampleItem.Of(job, tasks);
        List<byte[]> programs = Programs(job, samples, tasks, false);
        byte[] stripped = Wrap(job, Body(job, samples, programs, true), null, source);
        int overBytes = stripped.Length - Limits.PackageBytesMax;
        if (overBytes > 0 && overBytes <= LayoutSearch.BytesForSteps * tasks.Count)
        {
            programs = Programs(job, samples, tasks, true);
            stripped = Wrap(job, Body(job, samples, programs, true), null, source);
        }

        if (stripped.Length > Limits.PackageBytesMax)
        {
            diagnostics.ReportPackageTooLarge(job.Span, stripped.Length, stripped.Length);
            return new CompileOutcome(null, null, diagnostics.Found);
        }

        JobPackage parsed = Verify(stripped, job, bentChannels);
        if (strip)
        {
            return new CompileOutcome(stripped, parsed, diagnostics.Found);
        }

        byte[] named = Wrap(job, Body(job, samples, programs, false), parsed, source);
        if (named.Length > Limits.PackageBytesMax)
        {
            diagnostics.ReportPackageTooLarge(job.Span, named.Length, stripped.Length);
            return new CompileOutcome(null, null, diagnostics.Found);
        }

        return new CompileOutcome(named, Verify(named, job, bentChannels), diagnostics.Found);
    }

    private static List<byte[]> Programs(JobModel job, List<SampleItem> samples, List<FoldedTask> tasks, bool bytesAlone)
    {
        bool[] summaries = [.. samples.SelectMany(sample => sample.Channels.Select(_ => sample.Summaries))];
        return [.. tasks.Select(task => LayoutSearch.Best(
            task, layout => ProgramWriter.Write(task, layout), group => ScanSteps.Of(group, task.Task, job.Channels, summaries), bytesAlone))];
    }

    /// <summary>Sample and task items; the last program needs no length where no names follow it.</summary>
    private static byte[] Body(JobModel job, List<SampleItem> samples, List<byte[]> programs, bool isStripped)
    {
        // An item without its program is far below half a package: names of 32 characters and a cron schedule come to 60 bytes.
        var writer = new ByteWriter(new byte[((job.Channels.Count + job.Tasks.Count) * (Limits.PackageBytesMax / 2)) + programs.Sum(p => p.Length)]);
        foreach (SampleItem sample in samples)
        {
            sample.Write(writer);
        }

        for (int t = 0; t < programs.Count; t++)
        {
            TaskItem.Write(writer, job.Tasks[t], programs[t], isStripped && t == programs.Count - 1);
        }

        return writer.Buffer[..writer.Position];
    }

    /// <summary>Header, body, names where <paramref name="stripped"/> is given, CRC.</summary>
    private static byte[] Wrap(JobModel job, byte[] body, JobPackage? stripped, SourceText source)
    {
        const int outsideMax = 64 + (Limits.TasksMax * (Limits.FieldsMax + Limits.AlertsMax + 1) * (Limits.FieldNameLengthMax + 5));
        var writer = new ByteWriter(new byte[body.Length + outsideMax]);
        writer.U8(JobPackage.Magic0);
        writer.U8(JobPackage.Magic1);
        writer.U8((JobPackage.FormatVersion << 4)
            | (stripped is null ? 0 : JobPackage.NamesFlag)
            | (job.Version == 1 ? 0 : JobPackage.VersionFlag)
            | (job.ZoneMinutes == 0 ? 0 : JobPackage.ZoneFlag));
        writer.Name(job.Name);
        if (job.Version != 1)
        {
            writer.Varint(job.Version);
        }

        if (job.ZoneMinutes != 0)
        {
            writer.Zigzag(job.ZoneMinutes);
        }

        writer.Bytes(body, 0, body.Length);
        if (stripped is not null)
        {
            NamesSection.Write(writer, job, source, stripped);
        }

        writer.U32(Crc32.Of(writer.Buffer, 0, writer.Position));
        return writer.IsFull ? throw new InvalidOperationException("a package outgrew its buffer") : writer.Buffer[..writer.Position];
    }

    /// <summary>What the board will say, asked here.</summary>
    private static JobPackage Verify(byte[] bytes, JobModel job, int bentChannels)
    {
        var package = new JobPackage();
        PackageStatus status = new PackageReader().Read(bytes, bytes.Length, package);
        var verifier = new PackageVerifier();
        status = status == PackageStatus.Accepted ? verifier.Check(package, bentChannels) : status;
        if (status != PackageStatus.Accepted)
        {
            throw new InvalidOperationException(
                $"job {job.Name}: the package is refused, {status} in task {verifier.FaultTask + 1} at offset {verifier.FaultPc}: {Convert.ToHexString(bytes)}");
        }

        for (int c = 0; c < job.Channels.Count; c++)
        {
            Require(package.Channels[c].Name == job.Channels[c].Name, job, "channel names");
            Require(package.Channels[c].RingSlots == job.Channels[c].RingSlots, job, $"ring of {job.Channels[c].Name}");
        }

        for (int t = 0; t < job.Tasks.Count; t++)
        {
            Require(package.Tasks[t].ChannelMask == job.Tasks[t].Channels.Sum(channel => 1 << channel.Index), job, $"channels of task {t + 1}");
            Require(package.Tasks[t].FieldCount == (job.Tasks[t].Report?.Fields.Count ?? 0), job, $"fields of task {t + 1}");
        }

        return package;
    }

    private static void Require(bool holds, JobModel job, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"job {job.Name}: the package has other {what} than the model");
        }
    }
}
