using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class BoardAddressTests
{
    [TestMethod]
    [DataRow("serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0")]
    [DataRow("serial:/dev/pts/3", "serial:/dev/pts/3")]
    [DataRow("serial:///dev/ttyACM0", "serial:/dev/ttyACM0", DisplayName = "three slashes")]
    [DataRow("serial:COM5", "serial:COM5")]
    [DataRow("serial:COM5?baud=230400", "serial:COM5?baud=230400")]
    [DataRow("serial:COM5?baud=115200", "serial:COM5", DisplayName = "the usual rate is not repeated")]
    [DataRow("serial:/dev/serial/by-id/usb-Silicon_Labs_CP2102-if00-port0", "serial:/dev/serial/by-id/usb-Silicon_Labs_CP2102-if00-port0")]
    [DataRow("SERIAL:COM5?BAUD=9600", "serial:COM5?baud=9600")]
    [DataRow("serial:auto", "serial:auto")]
    [DataRow("serial:AUTO?baud=921600", "serial:auto?baud=921600")]
    [DataRow("  tcp://127.0.0.1:7000  ", "tcp://127.0.0.1:7000")]
    [DataRow("tcp://board.local:1/", "tcp://board.local:1")]
    [DataRow("tcp://[::1]:65535", "tcp://[::1]:65535")]
    [DataRow("TCP://Field-7:4000", "tcp://Field-7:4000")]
    [DataRow("mqtt://broker/field-7", "mqtt://broker:1883/field-7")]
    [DataRow("MQTTS://broker.example/field-7/", "mqtts://broker.example:8883/field-7")]
    [DataRow("mqtt://[::1]:18883/a", "mqtt://[::1]:18883/a")]
    [DataRow("mqtt://host/acre/7/field-7", "mqtt://host:1883/acre/7/field-7", DisplayName = "a topic prefix of its own")]
    [DataRow("mqtt://host/nb/1/field-7", "mqtt://host:1883/field-7", DisplayName = "the usual prefix is not repeated")]
    public void An_address_is_read_and_written_the_same(string text, string expected)
    {
        Assert.IsTrue(BoardAddress.TryParse(text, out BoardAddress? address, out AddressFault? fault), fault?.Message);
        Assert.AreEqual(expected, address.ToString());
        Assert.AreEqual(address, BoardAddress.Parse(address.ToString()));
        Assert.IsNull(fault);
    }

    [TestMethod]
    [DataRow(null, "no board address")]
    [DataRow("", "no board address")]
    [DataRow("   ", "no board address")]
    [DataRow("serial:", "names no serial port")]
    [DataRow("serial:?baud=9600", "names no serial port")]
    [DataRow("serial://", "names no serial port")]
    [DataRow("serial:COM5?baud=", "'' is no rate")]
    [DataRow("serial:COM5?baud=fast", "'fast' is no rate")]
    [DataRow("serial:COM5?baud=-9600", "'-9600' is no rate")]
    [DataRow("serial:COM5?baud=99999999999", "'99999999999' is no rate")]
    [DataRow("serial:COM5?baud=10", "'10' is no rate")]
    [DataRow("serial:COM5?parity=even", "'parity=even' is no option")]
    [DataRow("serial:COM5?baud=9600&x=1", "'9600&x=1' is no rate")]
    [DataRow("tcp://", "has no port")]
    [DataRow("tcp://host", "has no port")]
    [DataRow("tcp://host:", "'' is no TCP port")]
    [DataRow("tcp://host:0", "'0' is no TCP port")]
    [DataRow("tcp://host:65536", "'65536' is no TCP port")]
    [DataRow("tcp://host:+1", "'+1' is no TCP port")]
    [DataRow("tcp://:7000", "'' is no host name")]
    [DataRow("tcp://a b:7000", "'a b' is no host name")]
    [DataRow("tcp://::1:7000", "'::1' is no host name", DisplayName = "IPv6 without brackets")]
    [DataRow("tcp://[::1]", "has no port")]
    [DataRow("tcp://[:7000", "has no port")]
    [DataRow("/dev/ttyUSB0", "is no board address")]
    [DataRow("COM5", "is no board address")]
    [DataRow("http://host", "is no board address")]
    [DataRow("\0\uD800", "is no board address")]
    public void Anything_else_is_refused_with_a_remedy(string? text, string message)
    {
        Assert.IsFalse(BoardAddress.TryParse(text, out BoardAddress? address, out AddressFault? fault));
        Assert.IsNull(address);
        Assert.Contains(message, fault.Message);
        Assert.IsGreaterThan(10, fault.Help.Length);
        WrongAddressException e = Assert.ThrowsExactly<WrongAddressException>(() => BoardAddress.Parse(text));
        Assert.AreEqual((fault.Message, fault.Help, 2), (e.Message, e.Help, e.ExitCode));
    }

    [TestMethod]
    [DataRow("mqtt://", "names no host")]
    [DataRow("mqtt://host", "names a broker and no board")]
    [DataRow("mqtts://host:8883/", "'mqtts://host:8883' names a broker and no board")]
    [DataRow("mqtt://host/Field-7", "'Field-7' is no board id")]
    [DataRow("mqtt://host/a-board-id-of-25-characters", "is no board id", DisplayName = "a long id")]
    [DataRow("mqtt://host/+/field-7", "'+' cannot begin a topic")]
    [DataRow("mqtt://host//field-7", "a topic prefix has 1 to 64 bytes", DisplayName = "an empty level")]
    [DataRow("mqtt://me:secret@/field-7", "names no host")]
    [DataRow("mqtt://me:secret@ho st/field-7", "'ho st' is no host name")]
    [DataRow("mqtt://me:secret@host:0/field-7", "'0' is no port")]
    public void A_brokers_address_with_a_fault_keeps_from_the_broker(string text, string message)
    {
        Assert.IsFalse(BoardAddress.TryParse(text, out _, out AddressFault? fault));
        Assert.Contains(message, fault.Message);
        DeviceUnreachableException e = Assert.ThrowsExactly<DeviceUnreachableException>(() => BoardAddress.Parse(text));
        Assert.AreEqual((fault.Message, fault.Help, 3), (e.Message, e.Help, e.ExitCode));
        Assert.DoesNotContain("secret", e.Message + e.Help);
    }

    [TestMethod]
    public void A_bare_port_gets_its_address_as_a_hint()
    {
        Assert.IsFalse(BoardAddress.TryParse("/dev/ttyUSB0", out _, out AddressFault? fault));
        Assert.AreEqual("Did you mean serial:/dev/ttyUSB0?", fault.Help);
    }
}
