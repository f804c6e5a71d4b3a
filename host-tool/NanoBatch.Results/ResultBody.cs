using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace NanoBatch.Results;

/// <summary>The part of a result that the store never searches, as compact JSON that reads back to the same value.</summary>
internal static class ResultBody
{
    public static string Write(Result result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", result.Version);
            if (result is AlertResult alert)
            {
                json.WriteString("alert", alert.Alert);
                json.WriteBoolean("raised", alert.IsRaised);
            }
            else if (result is ReportResult report)
            {
                WriteReport(json, report);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; <see cref="JsonException"/> or <see cref="KeyNotFoundException"/> on anything else.</summary>
    public static Result Read(string body, bool isAlert)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        int version = root.GetProperty("version").GetInt32();
        if (isAlert)
        {
            return new AlertResult
            {
                Job = string.Empty,
                Task = 0,
                TimeMs = null,
                Version = version,
                Alert = root.GetProperty("alert").GetString()!,
                IsRaised = root.GetProperty("raised").GetBoolean(),
            };
        }

        return new ReportResult
        {
            Job = string.Empty,
            Task = 0,
            TimeMs = null,
            Version = version,
            Seq = root.GetProperty("seq").GetInt64(),
            WindowSeconds = root.GetProperty("window").GetDecimal(),
            Expected = Named(root.GetProperty("expected"), value => value.GetInt64()),
            Counts = Named(root.GetProperty("counts"), value => value.GetInt64()),
            Fields = Named(root.GetProperty("fields"), ReadValue),
            Units = root.TryGetProperty("units", out JsonElement units) ? Named(units, value => value.GetString()!) : null,
            CalibrationRevision = root.TryGetProperty("calibration", out JsonElement revision) ? revision.GetInt64() : null,
        };
    }

    private static void WriteReport(Utf8JsonWriter json, ReportResult report)
    {
        json.WriteNumber("seq", report.Seq);
        json.WriteNumber("window", report.WindowSeconds);
        WriteNamed(json, "expected", report.Expected, json.WriteNumberValue);
        WriteNamed(json, "counts", report.Counts, json.WriteNumberValue);
        WriteNamed(json, "fields", report.Fields, value => WriteValue(json, value));
        if (report.Units is not null)
        {
            WriteNamed(json, "units", report.Units, json.WriteStringValue);
        }

        if (report.CalibrationRevision is { } revision)
        {
            json.WriteNumber("calibration", revision);
        }
    }

    /// <summary>A number always has a point or an exponent here: that keeps 21 the float apart from 21 the count.</summary>
    private static void WriteValue(Utf8JsonWriter json, FieldValue value)
    {
        string text = value.ToString();
        if (value.Kind == FieldKind.Number && text.IndexOfAny(['.', 'E']) < 0)
        {
            json.WriteRawValue(text + ".0", skipInputValidation: true);
            return;
        }

        JsonLinesWriter.WriteValue(json, value);
    }

    private static FieldValue ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => FieldValue.Null,
        JsonValueKind.Array => FieldValue.Of(value.EnumerateArray().Select(bin => bin.GetInt64())),
        _ when value.GetRawText().IndexOfAny(['.', 'E']) >= 0 => FieldValue.Of(value.GetSingle()),
        _ => FieldValue.Of(value.GetInt64()),
    };

    private static void WriteNamed<T>(Utf8JsonWriter json, string member, NamedValues<T> values, System.Action<T> write)
    {
        json.WriteStartObject(member);
        foreach ((string name, T value) in values)
        {
            json.WritePropertyName(name);
            write(value);
        }

        json.WriteEndObject();
    }

    private static NamedValues<T> Named<T>(JsonElement members, System.Func<JsonElement, T> read) =>
        new(members.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, read(member.Value))));
}
