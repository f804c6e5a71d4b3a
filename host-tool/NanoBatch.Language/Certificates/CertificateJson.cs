using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NanoBatch.Language.Certificates;

/// <summary>The certificate as <c>compile --json</c> and <c>explain --json</c> print it: one object on one line.</summary>
public static class CertificateJson
{
    // Names are ASCII; a unit such as °C stays readable.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object without a line end. Members beyond those of CLI.md follow them.</summary>
    public static string Of(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteString("job", certificate.Job);
            json.WriteNumber("version", certificate.Version);
            json.WriteNumber("bytes", certificate.Bytes);
            json.WriteNumber("programBytes", certificate.ProgramBytes);
            json.WriteString("sha256", certificate.Sha256);
            json.WriteNumber("ramBytes", certificate.RamBytes);
            json.WriteStartArray("channels");
            foreach (CertificateChannel channel in certificate.Channels)
            {
                Channel(json, channel);
            }

            json.WriteEndArray();
            json.WriteStartArray("tasks");
            foreach (CertificateTask task in certificate.Tasks)
            {
                Task(json, task);
            }

            json.WriteEndArray();
            json.WriteNumber("zoneMinutes", certificate.ZoneMinutes);
            json.WriteBoolean("stripped", certificate.IsStripped);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Channel(Utf8JsonWriter json, CertificateChannel channel)
    {
        json.WriteStartObject();
        json.WriteString("name", channel.Name);
        json.WriteString("unit", channel.Unit);
        json.WriteNumber("samples", channel.Samples);
        json.WriteNumber("periodMs", channel.PeriodMs);
        json.WriteNumber("ramBytes", channel.RamBytes);
        json.WriteBoolean("summaries", channel.Summaries);
        json.WriteEndObject();
    }

    private static void Task(Utf8JsonWriter json, CertificateTask task)
    {
        json.WriteStartObject();
        json.WriteNumber("task", task.Task);
        json.WriteString("schedule", task.Schedule);
        json.WriteNumber("windowSeconds", task.WindowSeconds);
        json.WriteNumber("worstCaseSteps", task.WorstCaseSteps);
        json.WriteStartArray("fields");
        foreach (string field in task.Fields)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
        json.WriteNumber("reportBytes", task.ReportBytes);
        json.WriteNumber("reportsPerDay", task.ReportsPerDay);
        json.WriteStartArray("alerts");
        foreach (string alert in task.Alerts)
        {
            json.WriteStringValue(alert);
        }

        json.WriteEndArray();
        json.WriteString("window", task.Window);
        json.WriteNumber("worstInstructionSteps", task.WorstInstructionSteps);
        json.WriteNumber("runsPerDay", task.RunsPerDay);
        json.WriteEndObject();
    }
}
