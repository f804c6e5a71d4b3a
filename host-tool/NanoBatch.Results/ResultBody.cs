using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace NanoBatch.Results;

/// <summary>The part of a result that the store never searches, as compact JSON that reads back to the same value.</summary>
internal static class ResultBody
{
    /// <summary>Reads what <see cref="ResultBodyWriter"/> wrote; <see cref="JsonException"/> or <see cref="KeyNotFoundException"/> on anything else.</summary>
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

    private static FieldValue ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => FieldValue.Null,
        JsonValueKind.Array => FieldValue.Of(value.EnumerateArray().Select(bin => bin.GetInt64())),
        _ when value.GetRawText().IndexOfAny(['.', 'E']) >= 0 => FieldValue.Of(value.GetSingle()),
        _ => FieldValue.Of(value.GetInt64()),
    };

    private static NamedValues<T> Named<T>(JsonElement members, System.Func<JsonElement, T> read) =>
        new(members.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, read(member.Value))));
}
