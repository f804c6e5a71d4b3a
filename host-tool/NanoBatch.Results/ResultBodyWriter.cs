using System;
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NanoBatch.Results;

/// <summary>Writes the part of a result that the store never searches; keeps its buffer. For one thread.</summary>
internal sealed class ResultBodyWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public ResultBodyWriter()
    {
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>Compact JSON that <see cref="ResultBody.Read"/> reads back to the same value.</summary>
    public string Write(Result result)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("version", result.Version);
        if (result is AlertResult alert)
        {
            _json.WriteString("alert", alert.Alert);
            _json.WriteBoolean("raised", alert.IsRaised);
        }
        else if (result is ReportResult report)
        {
            WriteReport(_json, report);
        }

        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

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

    private static void WriteNamed<T>(Utf8JsonWriter json, string member, NamedValues<T> values, Action<T> write)
    {
        json.WriteStartObject(member);
        foreach ((string name, T value) in values)
        {
            json.WritePropertyName(name);
            write(value);
        }

        json.WriteEndObject();
    }
}
