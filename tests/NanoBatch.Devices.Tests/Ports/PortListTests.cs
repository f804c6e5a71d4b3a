using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Devices.Tests.Ports;

[TestClass]
public sealed class PortListTests
{
    [TestMethod]
    [DataRow(0x10c4, 0xea60, "CP210x")]
    [DataRow(0x1a86, 0x7523, "CH340")]
    [DataRow(0x1a86, 0x55d4, "CH343/CH9102")]
    [DataRow(0x0403, 0x6001, "FTDI")]
    [DataRow(0x067b, 0x2303, "PL2303")]
    [DataRow(0x303a, 0x1001, "ESP32 native USB (serial and JTAG)")]
    [DataRow(0x303a, 0x0002, "ESP32 native USB")]
    [DataRow(0x10c4, 0x8a2a, null, DisplayName = "another product of a known maker")]
    [DataRow(0x1234, 0x5678, null, DisplayName = "unknown")]
    public void A_usb_identity_tells_the_chip(int vendor, int product, string? chip)
        => Assert.AreEqual(chip, new SerialPortEntry("x", vendor, product, null, null, null).Chip);

    [TestMethod]
    public void Numbers_in_names_are_in_their_order()
    {
        string[] names = ["COM10", "COM2", "/dev/ttyUSB10", "/dev/ttyACM0", "/dev/ttyUSB2"];
        string[] sorted = [.. PortList.Sort(names.Select(name => new SerialPortEntry(name, null, null, null, null, null))).Select(port => port.Name)];
        CollectionAssert.AreEqual(new[] { "/dev/ttyACM0", "/dev/ttyUSB2", "/dev/ttyUSB10", "COM2", "COM10" }, sorted);
    }

    [TestMethod]
    public void Linux_ports_are_found_with_the_device_that_they_hang_on()
    {
        using var tree = new SysTree();
        string[] texts = ["idVendor=10c4", "idProduct=ea60", "manufacturer=Silicon Labs", "product=CP2102 Controller", "serial=0001"];
        tree.Add("usb1/1-1/1-1:1.0/ttyUSB0/tty/ttyUSB0", ("usb1/1-1", texts));
        tree.Add("usb1/1-2/1-2:1.0/tty/ttyACM0", ("usb1/1-2", ["idVendor=303a", "idProduct=1001", "product=USB JTAG/serial debug unit"]));
        tree.Add("usb1/1-3/1-3:1.0/ttyUSB1/tty/ttyUSB1", ("usb1/1-3", ["idVendor=1a86", "idProduct=7523", "product=USB\u001b[31m Serial\u0007", "serial=" + new string('9', 300)]));
        tree.Add("platform/serial0/tty/ttyAMA0", ("platform/serial0", []));
        tree.Add("platform/serial8250/tty/ttyS0", ("platform/serial8250", []));
        tree.Put("platform/serial8250/tty/ttyS0/type", "0");
        tree.Add("platform/serial8250/tty/ttyS1", ("platform/serial8250", []));
        tree.Put("platform/serial8250/tty/ttyS1/type", "4");
        tree.Add("usb2/2-1/2-1:1.0/ttyUSB2/tty/ttyUSB2", ("usb2/2-1", ["idVendor=zz", "idProduct=12345"]));
        tree.AddWithoutDevice("virtual/tty/tty0");

        Check(
            PortList.Sort(new LinuxPorts(tree.Root).Read()),
            new SerialPortEntry("/dev/ttyACM0", 0x303a, 0x1001, null, "USB JTAG/serial debug unit", null),
            new SerialPortEntry("/dev/ttyAMA0", null, null, null, null, null),
            new SerialPortEntry("/dev/ttyS1", null, null, null, null, null),
            new SerialPortEntry("/dev/ttyUSB0", 0x10c4, 0xea60, "Silicon Labs", "CP2102 Controller", "0001"),
            new SerialPortEntry("/dev/ttyUSB1", 0x1a86, 0x7523, null, "USB[31m Serial", new string('9', 256)),
            new SerialPortEntry("/dev/ttyUSB2", null, null, null, null, null));
    }

    [TestMethod]
    public void A_machine_without_a_list_has_no_ports()
    {
        using var tree = new SysTree();
        Assert.IsEmpty(new LinuxPorts(tree.Root).Read());
        Assert.IsEmpty(new LinuxPorts(Path.Combine(tree.Root, "nowhere")).Read());
        Assert.IsEmpty(new WindowsPorts(new FakeKeys()).Read());
    }

    [TestMethod]
    public void Windows_ports_are_those_that_exist_now()
    {
        const string devices = @"SYSTEM\CurrentControlSet\Enum\";
        var keys = new FakeKeys();
        keys.Add(@"HARDWARE\DEVICEMAP\SERIALCOMM", (@"\Device\Silabser0", "COM5"), (@"\Device\VCP0", "COM6"), (@"\Device\Serial0", "COM1"), (@"\Device\USBSER000", "COM7"));
        keys.Add(devices + @"USB\VID_10C4&PID_EA60\0001", ("Mfg", "@oem1.inf,%mfg%;Silicon Labs"), ("DeviceDesc", "@oem1.inf,%dev%;CP210x USB to UART Bridge"));
        keys.Add(devices + @"USB\VID_10C4&PID_EA60\0001\Device Parameters", ("PortName", "COM5"));
        keys.Add(devices + @"FTDIBUS\VID_0403+PID_6001+A50285BIA\0000", ("Mfg", "@oem2.inf,%ftdi%;FTDI"));
        keys.Add(devices + @"FTDIBUS\VID_0403+PID_6001+A50285BIA\0000\Device Parameters", ("PortName", "COM6"));
        keys.Add(devices + @"USB\VID_303A&PID_1001&MI_00\7&2c5a&0&0000", ("DeviceDesc", "USB Serial Device"));
        keys.Add(devices + @"USB\VID_303A&PID_1001&MI_00\7&2c5a&0&0000\Device Parameters", ("PortName", "com7"));
        keys.Add(devices + @"USB\VID_1A86&PID_7523\5&1a&0&2\Device Parameters", ("PortName", "COM9"));     // unplugged
        keys.Add(devices + @"USB\ROOT_HUB30\4&1", ("DeviceDesc", "hub"));

        Check(
            PortList.Sort(new WindowsPorts(keys).Read()),
            new SerialPortEntry("COM1", null, null, null, null, null),
            new SerialPortEntry("COM5", 0x10c4, 0xea60, "Silicon Labs", "CP210x USB to UART Bridge", "0001"),
            new SerialPortEntry("COM6", 0x0403, 0x6001, "FTDI", null, "A50285BIA"),
            new SerialPortEntry("com7", 0x303a, 0x1001, null, "USB Serial Device", null));
    }

    [TestMethod]
    public void This_machine_can_be_asked() => Assert.IsTrue(PortList.Read().All(port => port.Name.Length > 0));

    private static void Check(IReadOnlyList<SerialPortEntry> ports, params SerialPortEntry[] expected)
        => Assert.AreEqual(string.Join('\n', expected.AsEnumerable()), string.Join('\n', ports));

    /// <summary>A folder with the part of /sys that shows ports.</summary>
    private sealed class SysTree : IDisposable
    {
        public SysTree()
        {
            if (OperatingSystem.IsWindows())
            {
                Assert.Inconclusive("links need a privilege on Windows, and the kernel's tree is Linux's");
            }

            Directory.CreateDirectory(Path.Combine(Root, "sys", "class", "tty"));
        }

        public string Root { get; } = Directory.CreateTempSubdirectory("nanobatch-sys-").FullName;

        /// <summary>A port at a path below /sys/devices, with its link in the class folder, and the texts of one folder above it.</summary>
        public void Add(string path, (string Folder, string[] Texts) device)
        {
            AddWithoutDevice(path);
            File.CreateSymbolicLink(Path.Combine(Root, "sys", "devices", path, "device"), "../..");
            foreach (string[] text in device.Texts.Select(text => text.Split('=', 2)))
            {
                Put($"{device.Folder}/{text[0]}", text[1]);
            }
        }

        public void AddWithoutDevice(string path)
        {
            Directory.CreateDirectory(Path.Combine(Root, "sys", "devices", path));
            File.CreateSymbolicLink(Path.Combine(Root, "sys", "class", "tty", Path.GetFileName(path)), "../../devices/" + path);
        }

        public void Put(string path, string text) => File.WriteAllText(Path.Combine(Root, "sys", "devices", path), text + "\n");

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }

    private sealed class FakeKeys : IKeyTree
    {
        private readonly Dictionary<string, Dictionary<string, string>> _keys = new(StringComparer.OrdinalIgnoreCase);

        public void Add(string path, params (string Name, string Text)[] values) => _keys[path] = values.ToDictionary(value => value.Name, value => value.Text);

        public IReadOnlyList<string> Children(string path)
            => [.. _keys.Keys.Where(key => key.StartsWith(path + @"\", StringComparison.OrdinalIgnoreCase)).Select(key => key[(path.Length + 1)..].Split('\\')[0]).Distinct()];

        public IReadOnlyDictionary<string, string> Values(string path) => _keys.GetValueOrDefault(path) ?? [];
    }
}
