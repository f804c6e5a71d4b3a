using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NanoBatch.Results;

/// <summary>JSON Lines with the members that CLI.md lists, then whatever else is known; members without a value are left out.</summary>
/// <remarks>The epoch is text, for 64 bits do not survive a reader that keeps numbers as doubles.</remarks>
public sealed class JsonLinesWriter(TextWriter output) : IResultWriter
{
    // Nothing here ends up in a web page: a unit stays readable instead of becoming \u00B0.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <inheritdoc/>
    public void Write(Result result)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, s_options))
        {
            json.WriteStartObject();
            if (result is ReportResult report)
            {
                WriteReport(json, report);
            }
            else if (result is AlertResult alert)
            {
                WriteAlert(json, alert);
            }

            WriteOrigin(json, result);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        output.Write('\n');
    }

    /// <inheritdoc/>
    public void Dispose() => output.Flush();

    /// <summary>One field as JSON: null, a number with the shortest digits that give the same float32, or an array.</summary>
    internal static void WriteValue(Utf8JsonWriter json, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Whole:
                json.WriteNumberValue(value.Whole);
                break;
            case FieldKind.Number:
                json.WriteRawValue(value.ToString(), skipInputValidation: true);
                break;
            case FieldKind.Bins:
                json.WriteStartArray();
                foreach (long bin in value.Bins)
                {
                    json.WriteNumberValue(bin);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteReport(Utf8JsonWriter json, ReportResult report)
    {
        json.WriteString("type", "report");
        json.WriteString("job", report.Job);
        json.WriteNumber("version", report.Version);
        json.WriteNumber("task", report.Task);
        json.WriteNumber("seq", report.Seq);
        WriteTime(json, report);
        json.WritePropertyName("windowSeconds");
        json.WriteRawValue(NumberText.Of(report.WindowSeconds), skipInputValidation: true);
        WriteCounts(json, "expected", report.Expected);
        WriteCounts(json, "counts", report.Counts);
        json.WriteStartObject("fields");
        foreach ((string name, FieldValue value) in report.Fields)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteAlert(Utf8JsonWriter json, AlertResult alert)
    {
        json.WriteString("type", "alert");
        json.WriteString("job", alert.Job);
        json.WriteNumber("task", alert.Task);
        json.WriteString("alert", alert.Alert);
        json.WriteString("state", alert.State);
        WriteTime(json, alert);
    }

    private static void WriteTime(Utf8JsonWriter json, Result result)
    {
        if (result.TimeMs is { } ms)
        {
            json.WriteString("time", ResultTime.Text(ms));
        }
        else
        {
            json.WriteNull("time");
        }
    }

    private static void WriteCounts(Utf8JsonWriter json, string member, NamedValues<long> counts)
    {
        json.WriteStartObject(member);
        foreach ((string name, long count) in counts)
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter json, Result result)
    {
        if (result.Board is not null)
        {
            json.WriteString("board", result.Board);
        }

        if (result.Epoch is { } epoch)
        {
            json.WriteString("epoch", epoch.ToString("x16", CultureInfo.InvariantCulture));
        }

        if (result.Record is { } record)
        {
            json.WriteNumber("record", record);
        }

        if (result.Digest is not null)
        {
            json.WriteString("digest", result.Digest);
        }

        if (result is ReportResult { CalibrationRevision: { } revision })
        {
            json.WriteNumber("calibration", revision);
        }
    }
}
