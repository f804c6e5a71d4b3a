using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NanoBatch.Devices;

/// <summary>Serial ports as the Linux kernel shows them in <c>/sys/class/tty</c>, with the USB device that each hangs on.</summary>
/// <remarks>A port's folder lies below its USB interface, and that below its USB device, which holds <c>idVendor</c>: the way there is up.</remarks>
public sealed class LinuxPorts
{
    // An identity is a line; whatever is longer is no identity.
    private const int TextMax = 256;

    private readonly string _root;

    /// <param name="root">"/", or a folder with a <c>sys</c> in it.</param>
    public LinuxPorts(string root)
    {
        _root = Path.GetFullPath(root);
    }

    /// <summary>Every port with hardware behind it, in no order; empty where the kernel has no such list.</summary>
    public IEnumerable<SerialPortEntry> Read()
    {
        string folder = Path.Combine(_root, "sys", "class", "tty");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(Entry).OfType<SerialPortEntry>()] : [];
    }

    private SerialPortEntry? Entry(string path)
    {
        // Consoles and pseudo-terminals have no device; slots for chips that are not there have type 0.
        if (!Path.Exists(Path.Combine(path, "device")) || Text(path, "type") == "0")
        {
            return null;
        }

        string name = "/dev/" + Path.GetFileName(path);
        string? usb = UsbDeviceOf(RealPath(path)) ?? UsbDeviceOf(RealPath(Path.Combine(path, "device")));
        return usb is null
            ? new SerialPortEntry(name, null, null, null, null, null)
            : new SerialPortEntry(name, Id(usb, "idVendor"), Id(usb, "idProduct"), Text(usb, "manufacturer"), Text(usb, "product"), Text(usb, "serial"));
    }

    private string? UsbDeviceOf(string path)
    {
        for (string? at = path; at is not null && at.Length > _root.Length; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "idVendor")))
            {
                return at;
            }
        }

        return null;
    }

    private static string RealPath(string path)
    {
        try
        {
            return Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (IOException)
        {
            return Path.GetFullPath(path);      // the port went while it was looked at
        }
    }

    private static int? Id(string folder, string file)
        => int.TryParse(Text(folder, file), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int id) && id is >= 0 and <= 0xffff ? id : null;

    private static string? Text(string folder, string file)
    {
        try
        {
            return PortText.Clean(File.ReadAllText(Path.Combine(folder, file)), TextMax);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;        // most devices lack one text or another
        }
    }
}
