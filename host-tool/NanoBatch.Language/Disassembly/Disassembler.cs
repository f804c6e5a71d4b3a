using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>Package bytes to a listing: what it samples, when it runs, every instruction with its offset, bytes and words.</summary>
/// <remarks>Total: any bytes give a listing, refused ones the reason. The same bytes give the same text on every machine; lines end in LF.</remarks>
public static class Disassembler
{
    /// <summary>Bytes shown on one line of a program.</summary>
    private const int BytesPerLine = 8;

    /// <summary>Lists a package of any origin.</summary>
    /// <param name="bytes">The whole package; any garbage.</param>
    public static string List(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var package = new JobPackage();
        PackageStatus status = new PackageReader().Read(bytes, bytes.Length, package);
        var verifier = new PackageVerifier();
        if (status == PackageStatus.Accepted)
        {
            status = verifier.Check(package, 0);
        }
        else
        {
            verifier.FaultTask = -1;
        }

        if (status == PackageStatus.Accepted)
        {
            return List(package);
        }

        string place = verifier.FaultTask < 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" in task {verifier.FaultTask + 1} at offset {verifier.FaultPc:x4}");
        return string.Create(CultureInfo.InvariantCulture, $"refused, {bytes.Length} bytes: {status}{place}: {StatusText.Of(status)}\n");
    }

    /// <summary>Lists a verified package.</summary>
    public static string List(JobPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var names = new PackageNames(package);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"job {package.JobName} version {package.JobVersion} zone {ScheduleText.ZoneOf(package.ZoneMinutes)}\n");
        text.Append(CultureInfo.InvariantCulture, $"package {package.Length} bytes, programs {package.ProgramBytes} bytes");
        text.Append(package.NamesOffset < 0 ? ", stripped\n" : "\n");
        for (int c = 0; c < package.ChannelCount; c++)
        {
            text.Append(CultureInfo.InvariantCulture, $"channel {c} {package.Channels[c].Name}: {PackageSummary.Of(package.Channels[c])}\n");
        }

        int[][] lines = SourceLines(package);
        for (int t = 0; t < package.TaskCount; t++)
        {
            Task(text, package, t, names, lines[t]);
        }

        return text.ToString();
    }

    private static void Task(StringBuilder text, JobPackage package, int index, PackageNames names, int[] lines)
    {
        TaskPlan task = package.Tasks[index];
        text.Append(CultureInfo.InvariantCulture, $"\ntask {index + 1} {PackageSummary.Of(task)}, {task.CodeLength} bytes\n");
        var values = new SortedDictionary<int, string>();
        Program(text, package, task, values);
        Listed(text, "values", values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key} {value.Value}")));
        Listed(text, "fields", names.FieldsOf(index).Select((name, i) => i == 0 ? name + At(lines, 0) : name));
        Listed(text, "alerts", names.AlertsOf(index).Select((name, i) => name + At(lines, i + (task.HasReport ? 1 : 0))));
    }

    private static void Program(StringBuilder text, JobPackage package, TaskPlan task, SortedDictionary<int, string> values)
    {
        var reader = new ByteReader(package.Bytes, task.CodeOffset, task.CodeLength);
        var instruction = new Instruction();
        int slot = 0;
        while (reader.Left > 0)
        {
            instruction.Read(reader, package.ChannelCount);
            if (instruction.IsScan)
            {
                foreach ((string value, int slots) in ScanText.Values(instruction, package))
                {
                    values.Add(slot, value);
                    slot += slots;
                }
            }

            Line(text, package, instruction.Pc, reader.Position, InstructionText.Of(instruction, package, values));
        }
    }

    private static void Line(StringBuilder text, JobPackage package, int start, int end, string words)
    {
        for (int pc = start; pc < end; pc += BytesPerLine)
        {
            string bytes = string.Join(' ', package.Bytes[pc..Math.Min(end, pc + BytesPerLine)].Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
            string line = pc == start ? $"{bytes.PadRight((BytesPerLine * 3) - 1)}  {words}" : bytes;
            text.Append(CultureInfo.InvariantCulture, $"  {pc:x4}  {line}\n");
        }
    }

    private static void Listed(StringBuilder text, string title, IEnumerable<string> entries)
    {
        string[] all = [.. entries];
        for (int i = 0; i < all.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {(i == 0 ? title : ""),-6}  {all[i]}\n");
        }
    }

    private static string At(int[] lines, int index)
        => index < lines.Length ? string.Create(CultureInfo.InvariantCulture, $" (line {lines[index]})") : "";

    /// <summary>Source lines of the report and the alerts of each task; none where the package was stripped.</summary>
    private static int[][] SourceLines(JobPackage package)
    {
        int[][] lines = [.. Enumerable.Repeat(Array.Empty<int>(), package.TaskCount)];
        if (package.NamesOffset < 0)
        {
            return lines;
        }

        var reader = new ByteReader(package.Bytes, package.NamesOffset, package.Length - JobPackage.CrcBytes - package.NamesOffset);
        for (int t = 0; t < package.TaskCount; t++)
        {
            TaskPlan task = package.Tasks[t];
            for (int i = 0; i < task.FieldCount + task.AlertCount; i++)
            {
                reader.Name(Limits.FieldNameLengthMax);
            }

            lines[t] = [.. Enumerable.Range(0, task.AlertCount + (task.HasReport ? 1 : 0)).Select(_ => reader.Varint())];
        }

        return lines;
    }
}
