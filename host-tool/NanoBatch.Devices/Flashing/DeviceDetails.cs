using System;
using System.Collections.Generic;

namespace NanoBatch.Devices;

/// <summary>What a board tells about itself over its debugger port, as <c>nanoff --nanodevice --devicedetails</c> prints it.</summary>
/// <param name="Target">Name of the firmware image that runs, or null.</param>
/// <param name="Firmware">Version of the CLR, or null.</param>
/// <param name="Assemblies">What the CLR has loaded; empty where no application was found in flash.</param>
public sealed record DeviceDetails(string? Target, string? Firmware, IReadOnlyList<ImageAssembly> Assemblies)
{
    /// <summary>Finds the details among the tool's lines; what is missing is null or empty.</summary>
    public static DeviceDetails Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string? target = null;
        string? firmware = null;
        var assemblies = new List<ImageAssembly>();
        bool isList = false;
        foreach (string line in lines)
        {
            string text = line.Trim();
            if (isList && Entry(text) is { } assembly)
            {
                assemblies.Add(assembly);
            }
            else if (text.Length > 0)
            {
                isList = text == "Assemblies:";       // "Native Assemblies:" are the firmware's own halves
            }

            target ??= After(text, "Target:");
            firmware ??= After(text, "CLR Version:");
        }

        return new DeviceDetails(target, firmware, assemblies);
    }

    private static ImageAssembly? Entry(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && parts[0].Length > 0 && Version.TryParse(parts[1], out _) ? new ImageAssembly(parts[0], parts[1]) : null;
    }

    private static string? After(string text, string mark)
    {
        string rest = text.StartsWith(mark, StringComparison.Ordinal) ? text[mark.Length..].Trim() : "";
        return rest.Length == 0 ? null : rest;
    }
}
