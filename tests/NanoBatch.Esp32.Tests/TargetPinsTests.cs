using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Esp32.Tests;

/// <summary>The table of boards: defaults that work, and pins that must be left alone.</summary>
[TestClass]
public sealed class TargetPinsTests
{
    private const int None = ProfileRecord.NoPin;

    [TestMethod]
    [DataRow("ESP32_REV0", 16, 17, 2, 8)]
    [DataRow("ESP32_REV3", 16, 17, 2, 8)]
    [DataRow("ESP32_BLE_REV3", 16, 17, 2, 8)]
    [DataRow("ESP32_PSRAM_REV3", 26, 27, 2, 8, DisplayName = "PSRAM takes 16 and 17")]
    [DataRow("ESP32_PSRAM_REV3_IPV6", 26, 27, 2, 8)]
    [DataRow("ESP_WROVER_KIT", 26, 27, 2, 8)]
    [DataRow("ESP32_PICO", 26, 27, None, 8, DisplayName = "the PICO's flash takes them")]
    [DataRow("ESP32_S3_QUAD", 18, 17, None, 10)]
    [DataRow("ESP32_S2", 18, 17, None, 10)]
    [DataRow("ESP32_C3", 6, 7, None, 5)]
    [DataRow("ESP32_C6_THREAD", 18, 19, None, 7)]
    [DataRow("M5Core2", None, None, None, 8, DisplayName = "a board that the table does not know")]
    [DataRow("", None, None, None, 8, DisplayName = "no name")]
    public void Defaults(string target, int rx, int tx, int led, int inputs)
    {
        TargetPins pins = TargetPins.Of(target);
        Assert.AreEqual((rx, tx, led, inputs), (pins.SerialRx, pins.SerialTx, pins.Led, pins.Adc1Inputs));
        Assert.IsTrue(rx == None || pins.CanRead(rx), "the default receives");
        Assert.IsTrue(tx == None || pins.CanDrive(tx), "the default sends");
        Assert.IsTrue(led == None || pins.CanDrive(led), "the default lights");
    }

    [TestMethod]
    [DataRow("ESP32_REV3", "0-5,12-33", "0-5,12-39")]
    [DataRow("ESP32_S3_OCTAL", "0-25,33-48", "0-25,33-48")]
    [DataRow("ESP32_S2", "0-25,33-45", "0-25,33-46")]
    [DataRow("ESP32_C3", "0-11,18-21", "0-11,18-21")]
    [DataRow("ESP32_C6_THREAD", "0-23", "0-23")]
    public void Pins(string target, string outputs, string inputs)
    {
        TargetPins pins = TargetPins.Of(target);
        int[] all = [.. Enumerable.Range(-2, 260)];
        CollectionAssert.AreEqual(Ranges(outputs), all.Where(pins.CanDrive).ToArray(), "outputs");
        CollectionAssert.AreEqual(Ranges(inputs), all.Where(pins.CanRead).ToArray(), "inputs");
    }

    private static int[] Ranges(string text) => [.. text.Split(',').SelectMany(Range)];

    private static IEnumerable<int> Range(string text)
    {
        int[] ends = [.. text.Split('-').Select(int.Parse)];
        return Enumerable.Range(ends[0], ends[1] - ends[0] + 1);
    }
}
