using System.Text.Json;
using NanoBatch.Results;

namespace NanoBatch.Cli.Rendering;

/// <summary>A report field as JSON, as results write it.</summary>
internal static class FieldJson
{
    /// <summary>Writes null, a number with the shortest digits that give the same float32, or an array of counts.</summary>
    public static void Write(Utf8JsonWriter json, FieldValue? value)
    {
        switch (value?.Kind)
        {
            case FieldKind.Whole:
                json.WriteNumberValue(value.Whole);
                break;
            case FieldKind.Number:
                json.WriteNumberValue(value.Number);
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
}
