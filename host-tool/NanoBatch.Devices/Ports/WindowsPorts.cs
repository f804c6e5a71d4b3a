using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NanoBatch.Devices;

/// <summary>Serial ports as the Windows registry has them: which exist now, and which USB device each belongs to.</summary>
/// <remarks>The device keys also remember what was plugged in once: only ports that exist now are listed.</remarks>
public sealed class WindowsPorts
{
    private const string PresentPorts = @"HARDWARE\DEVICEMAP\SERIALCOMM";
    private const string Devices = @"SYSTEM\CurrentControlSet\Enum";
    private const int TextMax = 256;

    // FTDI's driver has a bus of its own, with the identity and the serial number in one name: VID_0403+PID_6001+A50285BIA.
    private static readonly string[] s_buses = ["USB", "FTDIBUS"];

    private readonly IKeyTree _keys;

    /// <param name="keys">The registry.</param>
    public WindowsPorts(IKeyTree keys)
    {
        _keys = keys;
    }

    /// <summary>Every port that exists now, in no order.</summary>
    public IEnumerable<SerialPortEntry> Read()
    {
        var devices = new Dictionary<string, SerialPortEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (SerialPortEntry entry in s_buses.SelectMany(DevicesOf))
        {
            devices.TryAdd(entry.Name, entry);
        }

        string[] names = [.. _keys.Values(PresentPorts).Values.Distinct(StringComparer.OrdinalIgnoreCase)];
        return Array.ConvertAll(names, name => devices.GetValueOrDefault(name) ?? new SerialPortEntry(name, null, null, null, null, null));
    }

    private IEnumerable<SerialPortEntry> DevicesOf(string bus)
    {
        foreach (string device in _keys.Children($@"{Devices}\{bus}").Where(name => name.StartsWith("VID_", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (string instance in _keys.Children($@"{Devices}\{bus}\{device}"))
            {
                string path = $@"{Devices}\{bus}\{device}\{instance}";
                if (_keys.Values($@"{path}\Device Parameters").TryGetValue("PortName", out string? port))
                {
                    IReadOnlyDictionary<string, string> values = _keys.Values(path);
                    yield return new SerialPortEntry(
                        port, Id(device, "VID_"), Id(device, "PID_"), AfterSemicolon(values, "Mfg"), AfterSemicolon(values, "DeviceDesc"), SerialNumber(device, instance));
                }
            }
        }
    }

    private static int? Id(string device, string mark)
    {
        int at = device.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && device.Length >= at + mark.Length + 4
            && int.TryParse(device.AsSpan(at + mark.Length, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int id) ? id : null;
    }

    /// <summary>A device with a serial number has it as its instance; the others get a name with '&amp;' from Windows.</summary>
    private static string? SerialNumber(string device, string instance)
    {
        string[] parts = device.Split('+');
        string text = parts.Length > 2 ? parts[2] : instance;
        return text.Contains('&', StringComparison.Ordinal) ? null : PortText.Clean(text, TextMax);
    }

    /// <summary>Texts begin with a reference into the driver's file: <c>@oem5.inf,%name%;Silicon Labs CP210x</c>.</summary>
    private static string? AfterSemicolon(IReadOnlyDictionary<string, string> values, string name)
        => values.TryGetValue(name, out string? text) ? PortText.Clean(text[(text.LastIndexOf(';') + 1)..], TextMax) : null;
}
