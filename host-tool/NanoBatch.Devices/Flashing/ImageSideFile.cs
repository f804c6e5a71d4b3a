using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace NanoBatch.Devices;

/// <summary>What the build writes beside an image: the build text that the board tells in <c>info</c>, and the assemblies.</summary>
/// <param name="Build">Commit and content of the build; null where the file does not say.</param>
/// <param name="Assemblies">Names and versions; empty where the file does not say.</param>
public sealed record ImageSideFile(string? Build, IReadOnlyList<ImageAssembly> Assemblies)
{
    /// <summary>Reads <c>{"build":"…","assemblies":[{"name":"…","version":"…"}]}</c>; further members are skipped.</summary>
    /// <returns>Null where the bytes are no such file.</returns>
    public static ImageSideFile? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(WithoutMark(json));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            bool hasAssemblies = document.RootElement.TryGetProperty("assemblies", out JsonElement list) && list.ValueKind == JsonValueKind.Array;
            return new ImageSideFile(
                TextOf(document.RootElement, "build"),
                hasAssemblies ? [.. list.EnumerateArray().Select(entry => new ImageAssembly(TextOf(entry, "name") ?? "", TextOf(entry, "version") ?? ""))] : []);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the file was written for this image.</summary>
    public bool BelongsTo(DeploymentImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Assemblies.Count == 0 || Assemblies.ToHashSet().SetEquals(image.Assemblies);
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) => json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private static string? TextOf(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
