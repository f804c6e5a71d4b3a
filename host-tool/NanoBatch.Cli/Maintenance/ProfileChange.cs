using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Maintenance;

/// <summary>One setting that differs between a board's profile and the one that is sent.</summary>
/// <param name="Key">Its key in the profile.</param>
/// <param name="Before">What the board has, or null.</param>
/// <param name="After">What it gets, or null.</param>
internal sealed record ProfileChange(string Key, string? Before, string? After)
{
    /// <summary>The differences, in the profile's order. Whether a secret is another one cannot be seen: those that stay set are not among them.</summary>
    /// <param name="before">The board's own, redacted; null where it has none.</param>
    /// <param name="after">What is sent.</param>
    public static IReadOnlyList<ProfileChange> Between(ProfileRecord? before, ProfileRecord after)
    {
        IReadOnlyList<(string Key, string? Value)> old = before is null ? [] : ProfileText.Of(before);
        IReadOnlyList<(string Key, string? Value)> now = ProfileText.Of(after);
        IEnumerable<string> keys = now.Concat(old).Select(setting => setting.Key).Distinct();
        return [.. keys.Select(key => new ProfileChange(key, ValueOf(old, key), ValueOf(now, key))).Where(change => change.Before != change.After)];
    }

    private static string? ValueOf(IReadOnlyList<(string Key, string? Value)> settings, string key)
        => settings.FirstOrDefault(setting => setting.Key == key).Value;
}
