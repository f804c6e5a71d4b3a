using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Mqtt.Tests;

[TestClass]
public sealed class BrokerAddressTests
{
    [TestMethod]
    [DataRow("mqtt://host", "mqtt://host:1883", null, null, "")]
    [DataRow("MQTTS://Host.Example", "mqtts://Host.Example:8883", null, null, "")]
    [DataRow("  mqtt://127.0.0.1:1/  ", "mqtt://127.0.0.1:1", null, null, "")]
    [DataRow("mqtts://[fe80::1]:65535/field-7", "mqtts://[fe80::1]:65535", null, null, "field-7")]
    [DataRow("mqtt://[::1]", "mqtt://[::1]:1883", null, null, "")]
    [DataRow("mqtt://me@host", "mqtt://host:1883", "me", null, "")]
    [DataRow("mqtt://me:@host", "mqtt://host:1883", "me", "", "", DisplayName = "an empty password is one")]
    [DataRow("mqtt://m%40e:p%3A%2Fs%25@host/a/b", "mqtt://host:1883", "m@e", "p:/s%", "a/b")]
    [DataRow("mqtt://me:a@b:c@host", "mqtt://host:1883", "me", "a@b:c", "", DisplayName = "the last at sign counts")]
    public void An_address_is_read(string text, string shown, string? user, string? password, string path)
    {
        Assert.IsTrue(BrokerAddress.TryParse(text, out BrokerAddress? address, out BrokerFault? fault), fault?.Message);
        Assert.AreEqual((shown, user, password, path), (address.ToString(), address.User, address.Password, address.Path));
    }

    [TestMethod]
    [DataRow(null, "no broker address is given")]
    [DataRow("", "no broker address is given")]
    [DataRow("host:1883", "is no broker address")]
    [DataRow("http://me:secret@host", "'http://host' is no broker address")]
    [DataRow("mqtt:/me:secret@host", "'host' is no broker address")]
    [DataRow("mqtt://", "names no host")]
    [DataRow("mqtt:///field-7", "names no host")]
    [DataRow("mqtt://:1883", "names no host")]
    [DataRow("mqtt://me:secret@", "names no host")]
    [DataRow("mqtt://:secret@host", "a password without a user")]
    [DataRow("mqtt://me:se%cret@host", "a '%' without two hexadecimal digits")]
    [DataRow("mqtt://me:sec/ret@host", "holds a '/'")]
    [DataRow("mqtt://host:0", "'0' is no port")]
    [DataRow("mqtt://host:65536", "'65536' is no port")]
    [DataRow("mqtt://host:", "'' is no port")]
    [DataRow("mqtt://host:+1", "'+1' is no port")]
    [DataRow("mqtt://a b", "'a b' is no host name")]
    [DataRow("mqtt://::1", "is no port")]
    [DataRow("mqtt://[::1", "no closing bracket")]
    [DataRow("mqtt://[host]", "'host' is no host name")]
    [DataRow("mqtt://[::1]1883", "is no port")]
    [DataRow("mqtt://host?qos=1", "no options")]
    [DataRow("mqtt://host/%zz", "a '%' without two hexadecimal digits")]
    public void Anything_else_is_refused_with_a_remedy_and_without_the_password(string? text, string words)
    {
        Assert.IsFalse(BrokerAddress.TryParse(text, out BrokerAddress? address, out BrokerFault? fault));
        Assert.IsNull(address);
        Assert.Contains(words, fault.Message);
        Assert.IsGreaterThan(10, fault.Help.Length);
        Assert.DoesNotContain("secret", fault.Message + fault.Help);
        BrokerException e = Assert.ThrowsExactly<BrokerException>(() => BrokerAddress.Parse(text));
        Assert.AreEqual((BrokerFailure.Address, fault.Message, fault.Help), (e.Failure, e.Message, e.Help));
    }
}
