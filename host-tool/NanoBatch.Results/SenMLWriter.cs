using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace NanoBatch.Results;

/// <summary>SenML in JSON (RFC 8428): one array, a record for each field, <c>nb:board/job/task/</c> as base name.</summary>
/// <remarks>SenML knows no null: such fields are left out. A histogram has a record for each bin, <c>hist_soil1/0</c>; an alert is a Boolean.
/// A result without a time has base time 0, which the RFC defines as "does not know the absolute time".</remarks>
public sealed class SenMLWriter(TextWriter output) : IResultWriter
{
    /// <summary>Units under their names in the SenML registries (RFC 8428 and 8798); others are left out. SenML's own "%" is a ratio of 1.</summary>
    private static readonly Dictionary<string, string> s_units = new(StringComparer.Ordinal)
    {
        ["%"] = "/100",
        ["m3/m3"] = "/",
        ["°C"] = "Cel",
        ["bpm"] = "beat/min",
        ["K"] = "K",
        ["V"] = "V",
        ["mV"] = "mV",
        ["A"] = "A",
        ["mA"] = "mA",
        ["W"] = "W",
        ["Hz"] = "Hz",
        ["lx"] = "lx",
        ["hPa"] = "hPa",
        ["ppm"] = "ppm",
        ["pH"] = "pH",
        ["mm"] = "mm",
        ["cm"] = "cm",
        ["m"] = "m",
        ["s"] = "s",
        ["h"] = "h",
        ["g"] = "g",
        ["kg"] = "kg",
        ["N"] = "N",
    };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private bool _isOpen;

    /// <inheritdoc/>
    public void Write(Result result)
    {
        (string Name, string? Unit, object Value)[] records = RecordsOf(result).ToArray();
        for (int i = 0; i < records.Length; i++)
        {
            _buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_buffer))
            {
                json.WriteStartObject();
                if (i == 0)
                {
                    json.WriteString("bn", FormattableString.Invariant($"nb:{(result.Board is null ? string.Empty : $"{result.Board}/")}{result.Job}/{result.Task}/"));
                    json.WriteNumber("bt", (result.TimeMs ?? 0) / 1000m);
                }

                WriteRecord(json, records[i]);
                json.WriteEndObject();
            }

            output.Write(_isOpen ? ",\n" : "[\n");
            output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
            _isOpen = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        output.Write(_isOpen ? "\n]\n" : "[]\n");
        output.Flush();
    }

    private static void WriteRecord(Utf8JsonWriter json, (string Name, string? Unit, object Value) record)
    {
        json.WriteString("n", record.Name);
        if (record.Unit is not null && s_units.TryGetValue(record.Unit, out string? unit))
        {
            json.WriteString("u", unit);
        }

        if (record.Value is bool state)
        {
            json.WriteBoolean("vb", state);
        }
        else
        {
            json.WritePropertyName("v");
            JsonLinesWriter.WriteValue(json, (FieldValue)record.Value);
        }
    }

    private static IEnumerable<(string Name, string? Unit, object Value)> RecordsOf(Result result)
    {
        if (result is AlertResult alert)
        {
            yield return ($"alert/{alert.Alert}", null, alert.IsRaised);
        }

        foreach ((string name, FieldValue value) in result is ReportResult report ? report.Fields : [])
        {
            string? unit = null;
            ((ReportResult)result).Units?.TryGet(name, out unit);
            if (value.Kind is FieldKind.Whole or FieldKind.Number)
            {
                yield return (name, unit, value);
            }

            for (int bin = 0; bin < value.Bins.Count; bin++)
            {
                yield return (FormattableString.Invariant($"{name}/{bin}"), null, FieldValue.Of(value.Bins[bin]));
            }
        }
    }
}
