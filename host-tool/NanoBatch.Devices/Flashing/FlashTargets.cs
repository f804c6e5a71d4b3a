using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Devices;

/// <summary>Names of firmware images: which to take for which chip.</summary>
public static class FlashTargets
{
    /// <summary>The common ones and what they are for.</summary>
    public static IReadOnlyList<(string Name, string Chip)> Common { get; } =
    [
        ("ESP32_REV3", "ESP32, silicon revision 3 or later, without PSRAM: most DevKits of today"),
        ("ESP32_REV0", "ESP32, any revision, without PSRAM"),
        ("ESP32_PSRAM_REV3", "ESP32 with PSRAM (WROVER), revision 3 or later"),
        ("ESP32_PSRAM_REV0", "ESP32 with PSRAM (WROVER), any revision"),
        ("ESP32_PICO", "ESP32-PICO modules"),
        ("ESP32_S2", "ESP32-S2"),
        ("ESP32_S3_QUAD", "ESP32-S3 without PSRAM or with quad PSRAM"),
        ("ESP32_S3_OCTAL", "ESP32-S3 with octal PSRAM"),
        ("ESP32_C3", "ESP32-C3"),
        ("ESP32_C6_THREAD", "ESP32-C6"),
    ];

    /// <summary>What to try where a target does not fit.</summary>
    public static string Help => "Common ones: " + string.Join(", ", Common.Select(target => target.Name)) + "; 'nanoff --listtargets --platform esp32' lists all.";

    /// <summary>Whether a text can be a target's name: letters, digits, '_' and '.', a letter first.</summary>
    public static bool IsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= 64 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
    }
}
