using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NanoBatch.Cli.Rendering;

/// <summary>Writes JSON for other programs: whole documents over several lines, streams one object a line.</summary>
internal static class JsonOutput
{
    // Nothing here ends up in a web page: "°C" stays readable.
    private static readonly JsonWriterOptions s_document = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };
    private static readonly JsonWriterOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document and a line break.</summary>
    public static void WriteDocument(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, s_document, write);

    /// <summary>Writes one object on one line.</summary>
    public static void WriteLine(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, s_line, write);

    private static void Write(TextWriter output, JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }
}
