using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads <c>[power]</c>, <c>[sleep]</c> and <c>[led]</c>.</summary>
internal static class PowerTables
{
    public static DeviceSettings Power(DeviceSettings device, TableReader table, IReadOnlyList<ChannelProfile> channels)
    {
        string? supply = table.Text("supply");
        if (supply is not null && !channels.Any(channel => channel.Name == supply))
        {
            string? meant = Nearest.To(supply, channels.Select(channel => channel.Name));
            table.Report("supply", $"there is no channel '{supply}'", meant is null ? "name the [[channel]] that measures the supply" : $"did you mean '{meant}'?");
        }

        double? least = table.Number("write_min");
        if (least is not null && table.IsMissing("supply"))
        {
            table.Report("write_min", "'write_min' needs the channel that it is compared with", "add supply = \"battery\", the name of a [[channel]]");
        }

        int? settleMs = Settle(table);
        if (settleMs is not null && table.IsMissing("probe_pin"))
        {
            table.Report("probe_settle", "'probe_settle' needs the pin that feeds the probes", "add probe_pin = 25");
        }

        return device with
        {
            ProbePowerPin = table.Pin("probe_pin") ?? device.ProbePowerPin,
            ProbeSettleMs = settleMs ?? 0,
            SupplyChannel = supply ?? "",
            SupplyWriteMin = least ?? 0,
        };
    }

    public static DeviceSettings Sleep(DeviceSettings device, TableReader table) => device with { Sleeps = table.Flag("enabled") ?? false };

    public static DeviceSettings Led(DeviceSettings device, TableReader table)
        => device with { LedPin = table.Pin("pin") ?? device.LedPin, LedIsActiveLow = table.Flag("active_low") ?? false };

    /// <summary>A duration such as <c>"200ms"</c> or <c>"2s"</c>, ms.</summary>
    private static int? Settle(TableReader table)
    {
        if (table.Text("probe_settle") is not { } text)
        {
            return null;
        }

        int unitMs = text.EndsWith("ms", StringComparison.Ordinal) ? 1 : text.EndsWith('s') ? 1000 : 0;
        string digits = unitMs == 1 ? text[..^2] : unitMs == 1000 ? text[..^1] : "";
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= ProfileLimits.ProbeSettleMsMax / unitMs)
        {
            return count * unitMs;
        }

        table.Report("probe_settle", $"'{text}' is no time that probes take to settle", "write \"200ms\" or \"2s\", at most \"10s\"");
        return null;
    }
}
