using System.Linq;

namespace NanoBatch.Devices;

/// <summary>Texts that a USB device tells about itself: anything may be in them.</summary>
internal static class PortText
{
    /// <summary>The text in one line without control characters, cut at <paramref name="lengthMax"/>; null where nothing is left.</summary>
    public static string? Clean(string? text, int lengthMax)
    {
        string clean = string.Concat((text ?? "").Where(c => !char.IsControl(c)).Take(lengthMax)).Trim();
        return clean.Length == 0 ? null : clean;
    }
}
