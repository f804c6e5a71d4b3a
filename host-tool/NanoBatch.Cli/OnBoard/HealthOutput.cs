using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;

namespace NanoBatch.Cli.OnBoard;

/// <summary>What a board's application knows of the board, in <c>info</c>. A board that is no hardware knows little.</summary>
internal static class HealthOutput
{
    private static readonly string[] s_causes = ["unknown", "power", "reset pin", "software", "panic", "watchdog", "brown-out", "deep sleep"];
    private static readonly string[] s_networks = ["none", "no link", "Wi-Fi", "broker"];

    // Exceptions of the runtime and the network need a few KB for themselves.
    private const int FreeHeapLow = 8 * 1024;

    /// <summary>Rows for a person; nothing where nothing is known.</summary>
    public static IEnumerable<(string Name, string Text)> Rows(BoardHealthStatus? health)
    {
        if (health is null)
        {
            yield break;
        }

        if (health.ResetCause != 0)
        {
            yield return ("started by", Word(s_causes, health.ResetCause));
        }

        if (health.FreeHeapBytes > 0)
        {
            yield return ("heap", $"{Words.Bytes(health.FreeHeapBytes)} free, at least {Words.Bytes(health.LeastFreeHeapBytes)}");
        }

        if (health.NetworkState != 0)
        {
            yield return ("network", $"{Word(s_networks, health.NetworkState)}, {Words.Count(health.ConnectionCount, "connection")} to the broker");
        }
    }

    /// <summary>What somebody should look at.</summary>
    public static IEnumerable<string> Troubles(BoardHealthStatus? health)
    {
        if (health is null)
        {
            yield break;
        }

        if (health.ResetCause is 4 or 5 or 6)
        {
            yield return $"its last start came by {Word(s_causes, health.ResetCause)}: 'nanobatch logs' may say more" + (health.ResetCause == 6 ? ", and look at the supply" : "");
        }

        if (health.LeastFreeHeapBytes is > 0 and < FreeHeapLow)
        {
            yield return $"its heap was down to {Words.Bytes(health.LeastFreeHeapBytes)}: lower arena_bytes or remove a job";
        }

        if (health.HealCount > 0)
        {
            yield return $"{Words.Count(health.HealCount, "heal")} since its start: 'nanobatch logs' tells of what";
        }

        if (health.LowSupplyCount > 0)
        {
            yield return Words.Count(health.LowSupplyCount, "write") + " held back for want of supply";
        }
    }

    /// <summary>Members of the info object; null where the firmware does not say.</summary>
    public static void Write(Utf8JsonWriter json, BoardHealthStatus? health)
    {
        json.WriteString("resetCause", health is null ? null : Word(s_causes, health.ResetCause));
        WriteNumber(json, "freeHeapBytes", health is { FreeHeapBytes: > 0 } ? health.FreeHeapBytes : null);
        WriteNumber(json, "leastFreeHeapBytes", health is { LeastFreeHeapBytes: > 0 } ? health.LeastFreeHeapBytes : null);
        json.WriteString("network", health is null ? null : Word(s_networks, health.NetworkState));
        WriteNumber(json, "connections", health?.ConnectionCount);
        WriteNumber(json, "heals", health?.HealCount);
        WriteNumber(json, "lowSupply", health?.LowSupplyCount);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Word(string[] words, int value) => (uint)value < (uint)words.Length ? words[value] : value.ToString(CultureInfo.InvariantCulture);
}
