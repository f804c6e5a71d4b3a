using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class PortsTests
{
    private static readonly SerialPortEntry[] s_ports =
    [
        new("/dev/ttyUSB0", 0x10c4, 0xea60, "Silicon Labs", "CP2102 [Controller]", "0001"),
        new("/dev/ttyS0", null, null, null, null, null),
    ];

    [TestMethod]
    public async Task A_machine_without_ports_is_no_error()
    {
        CliRun run = (await RunAsync([], "ports")).Expect(ExitCode.Done);
        Assert.AreEqual(string.Empty, run.Out);
        Assert.StartsWith("no serial ports", run.Error);
        Assert.AreEqual("[]", (await RunAsync([], "ports", "--json")).Expect(ExitCode.Done).Out.Trim());
    }

    [TestMethod]
    public async Task Ports_are_listed_with_what_is_known_of_them()
    {
        string text = (await RunAsync(s_ports, "ports")).Expect(ExitCode.Done).Out;
        foreach (string words in (string[])["/dev/ttyUSB0", "CP210x", "10c4:ea60", "Silicon Labs, CP2102 [Controller]", "0001", "/dev/ttyS0"])
        {
            Assert.Contains(words, text);
        }

        JsonElement ports = (await RunAsync(s_ports, "ports", "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual("ea60", ports[0].GetProperty("productId").GetString());
        Assert.AreEqual("CP210x", ports[0].GetProperty("chip").GetString());
        foreach (string name in (string[])["vendorId", "productId", "manufacturer", "product", "serialNumber", "chip"])
        {
            Assert.AreEqual(JsonValueKind.Null, ports[1].GetProperty(name).ValueKind, name);
        }
    }

    private static async Task<CliRun> RunAsync(IReadOnlyList<SerialPortEntry> ports, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await CliHost.RunAsync(arguments, new CliEnvironment { Out = output, Error = error, Ports = () => ports }, default);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
