using System;
using System.Collections.Generic;
using System.IO.Ports;
using System.Linq;

namespace NanoBatch.Devices;

/// <summary>The serial ports of this machine. No port is opened: opening one resets most ESP32 boards.</summary>
public static class PortList
{
    private static readonly char[] s_digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

    /// <summary>Lists every port, sorted by name with numbers in their order; empty where there are none.</summary>
    /// <remarks>Linux and Windows know the USB device behind a port; elsewhere an entry is a name alone.</remarks>
    public static IReadOnlyList<SerialPortEntry> Read()
    {
        IEnumerable<SerialPortEntry> ports = OperatingSystem.IsLinux() ? new LinuxPorts("/").Read()
            : OperatingSystem.IsWindows() ? new WindowsPorts(new MachineRegistry()).Read()
            : SerialPort.GetPortNames().Distinct().Select(name => new SerialPortEntry(name, null, null, null, null, null));
        return Sort(ports);
    }

    /// <summary>COM2 before COM10, ttyUSB2 before ttyUSB10.</summary>
    public static IReadOnlyList<SerialPortEntry> Sort(IEnumerable<SerialPortEntry> ports)
        => [.. ports.OrderBy(port => port.Name.TrimEnd(s_digits), StringComparer.Ordinal).ThenBy(port => port.Name.Length).ThenBy(port => port.Name, StringComparer.Ordinal)];
}
