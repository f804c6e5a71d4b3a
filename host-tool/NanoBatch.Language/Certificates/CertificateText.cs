using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NanoBatch.Language.Disassembly;
using NanoBatch.Language.Lexing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Certificates;

/// <summary>What <c>explain</c> prints for people: the certificate, then the disassembly.</summary>
public static class CertificateText
{
    /// <summary>Time of a step that the estimate counts with: 10 nominal IL instructions at about 1 µs each on nanoCLR, 240 MHz.</summary>
    public const double EstimatedMicrosecondsPerStep = 10;

    /// <summary>Certificate and disassembly; lines end in LF.</summary>
    /// <param name="certificate">Of <paramref name="package"/>.</param>
    /// <param name="package">Verified.</param>
    public static string Explain(Certificate certificate, JobPackage package)
        => $"{Of(certificate)}\n{Disassembler.List(package)}";

    /// <summary>The certificate alone.</summary>
    public static string Of(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"job {certificate.Job}, version {certificate.Version}, times in {ScheduleText.ZoneOf(certificate.ZoneMinutes)}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"package  {certificate.Bytes} of {Limits.PackageBytesMax} bytes, {certificate.ProgramBytes} of them program{(certificate.IsStripped ? ", without names" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"sha256   {certificate.Sha256}\n");
        text.Append(CultureInfo.InvariantCulture, $"memory   {certificate.RamBytes} bytes for samples\n\n");
        Table(text, [.. certificate.Channels.Select(Row).Prepend(["channel", "unit", "every", "samples", "bytes", ""])]);
        foreach (CertificateTask task in certificate.Tasks)
        {
            Task(text, task);
        }

        return text.ToString();
    }

    private static string[] Row(CertificateChannel channel) =>
    [
        channel.Name,
        channel.Unit ?? "-",
        Durations.Format(channel.PeriodMs),
        channel.Samples.ToString(CultureInfo.InvariantCulture),
        channel.RamBytes.ToString(CultureInfo.InvariantCulture),
        channel.Summaries ? "with block summaries" : "",
    ];

    private static void Task(StringBuilder text, CertificateTask task)
    {
        double runMs = task.WorstCaseSteps * EstimatedMicrosecondsPerStep / 1000;
        double blockMs = task.WorstInstructionSteps * EstimatedMicrosecondsPerStep / 1000;
        text.Append(CultureInfo.InvariantCulture, $"\ntask {task.Task}   {task.Schedule} {task.Window}\n");
        text.Append(CultureInfo.InvariantCulture, $"  runs     {task.RunsPerDay:0.####} a day\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  cost     at most {task.WorstCaseSteps} steps a run, about {runMs:0.##} ms on an ESP32 (an estimate: {EstimatedMicrosecondsPerStep} µs a step)\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  longest  at most {task.WorstInstructionSteps} steps in one instruction, about {blockMs:0.##} ms between two looks at the sampling clock\n");
        if (task.Fields.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"  report   at most {task.ReportBytes} bytes, {task.ReportsPerDay:0.####} a day: {task.ReportBytes * task.ReportsPerDay:0} bytes a day\n");
            text.Append(CultureInfo.InvariantCulture, $"  fields   {string.Join(", ", task.Fields)}\n");
        }

        if (task.Alerts.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  alerts   {string.Join(", ", task.Alerts)}\n");
        }
    }

    /// <summary>Columns of equal width, two blanks apart.</summary>
    private static void Table(StringBuilder text, List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }
    }
}
