using System.Collections.Generic;
using System.Device.Adc;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Runtime;

namespace NanoBatch.Esp32.Tests;

/// <summary>Readings that are values, and what is a gap instead.</summary>
[TestClass]
public sealed class AdcInputsTests
{
    [TestMethod]
    [DataRow(0, 0, 0, DisplayName = "the lower rail is a value")]
    [DataRow(0, 4095, 4095, DisplayName = "so is the upper one")]
    [DataRow(0, 4096, Ring.Gap, DisplayName = "more than 12 bits")]
    [DataRow(0, -1, Ring.Gap, DisplayName = "the driver's word for a failure")]
    [DataRow(7, 1234, 1234, DisplayName = "the last input of ADC1")]
    [DataRow(8, 1234, Ring.Gap, DisplayName = "one of ADC2, which Wi-Fi takes")]
    [DataRow(AdcController.Refused, 1234, Ring.Gap, DisplayName = "an input that cannot be opened")]
    public void Reads(int input, int reading, int expected)
    {
        AdcController.Values = new Dictionary<int, int> { [input] = reading };
        Assert.AreEqual(expected, Open(input).Read(0));
    }

    [TestMethod]
    public void A_reading_that_throws_is_a_gap_of_its_own_channel()
    {
        AdcController.Values = new Dictionary<int, int> { [5] = 100 };
        AdcInputs inputs = Open(4, 5);
        CollectionAssert.AreEqual((int[])[Ring.Gap, 100], Enumerable.Range(0, 2).Select(inputs.Read).ToArray());
    }

    private static AdcInputs Open(params int[] inputs)
    {
        var channels = new ChannelTable();
        foreach (int input in inputs)
        {
            channels.Add(new BoardChannel { Name = "c" + input.ToString(System.Globalization.CultureInfo.InvariantCulture), AdcInput = input });
        }

        return new AdcInputs(channels, TargetPins.Of("ESP32_REV3"));
    }
}
