using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads the <c>[[channel]]</c> tables.</summary>
internal sealed class ChannelTables(ProfileErrors errors, int adcMax)
{
    /// <summary>Every channel in file order; after a report they are not to be used.</summary>
    public List<ChannelProfile> Read(List<TomlTable> tables)
    {
        var channels = new List<ChannelProfile>();
        var firstLines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (TomlTable table in tables)
        {
            ChannelProfile channel = ReadChannel(table);
            channels.Add(channel);
            TomlEntry? name = table.Find("name");
            if (name is not null && channel.Name.Length > 0 && !firstLines.TryAdd(channel.Name, name.Line))
            {
                errors.Report(name, FormattableString.Invariant($"channel '{channel.Name}' is described twice, first at line {firstLines[channel.Name]}"),
                    "give one of them another name");
            }
        }

        return channels;
    }

    /// <summary>Greatest ADC1 channel of a target's chip; that of any chip where the target is not known.</summary>
    public static int AdcMaxOf(string? target)
    {
        string name = target?.ToUpperInvariant() ?? "";
        bool isOf(string chip) => name.StartsWith("ESP32_" + chip, StringComparison.Ordinal) || name.StartsWith("ESP32" + chip, StringComparison.Ordinal);
        if (isOf("C3") || isOf("H2"))
        {
            return 4;
        }

        if (isOf("C6"))
        {
            return 6;
        }

        bool isOther = isOf("S2") || isOf("S3") || !name.StartsWith("ESP32_", StringComparison.Ordinal);
        return isOther ? ProfileLimits.AdcInputMax : 7;     // the classic ESP32, PSRAM or not
    }

    private ChannelProfile ReadChannel(TomlTable table)
    {
        var reader = new TableReader(errors, table, "[[channel]]", "name", "adc", "unit", "calibration");
        string name = ReadName(reader);
        int adc = reader.Whole("adc", 0, adcMax, "an ADC1 channel number") ?? 0;
        string? unit = ReadUnit(reader);
        IReadOnlyList<CalibrationPoint> calibration = reader.Find("calibration") is { } entry ? new CalibrationReader(errors.Report).Read(entry) : [];
        if (reader.IsMissing("name"))
        {
            reader.ReportMissing("the channel has no name", "add name = \"soil1\"");
        }

        if (reader.IsMissing("adc"))
        {
            reader.ReportMissing("the channel has no adc", "add adc = 0, the ADC1 channel that it is wired to");
        }

        CheckUnit(reader, unit);
        return new ChannelProfile(name, adc, unit ?? ChannelProfile.RawUnit, calibration);
    }

    private static void CheckUnit(TableReader table, string? unit)
    {
        if (table.IsMisspelt("calibration") || table.IsMisspelt("unit"))
        {
            return;
        }

        bool isCalibrated = table.Find("calibration") is not null;
        if (isCalibrated && table.Find("unit") is null)
        {
            table.Report("calibration", "a calibrated channel needs its unit", "add unit = \"%\"");
        }
        else if (isCalibrated && unit == ChannelProfile.RawUnit)
        {
            table.Report("unit", "'raw' always means ADC counts, so it cannot be the unit of a calibrated channel", "name the unit of the calibration's values");
        }
        else if (!isCalibrated && unit is not null && unit != ChannelProfile.RawUnit)
        {
            table.Report("unit", $"unit '{unit}' without a calibration", "add calibration = [[raw, value], [raw, value]], or leave the unit out");
        }
    }

    private static string ReadName(TableReader table)
    {
        string? name = table.Text("name");
        string? fault = name is null ? null : ChannelName.Fault(name);
        if (fault is not null)
        {
            table.Report("name", $"'{name}' cannot be a channel's name: {fault}", null);
        }

        return name ?? string.Empty;
    }

    private static string? ReadUnit(TableReader table)
    {
        string? unit = table.Text("unit");
        if (unit is not null && !ChannelName.IsUnit(unit))
        {
            table.Report("unit", $"'{unit}' is no unit", "a unit is % or letters, digits, ° and µ, such as kPa, °C or m3/m3");
            return null;
        }

        return unit is null ? null : ChannelName.NormalUnit(unit);
    }
}
