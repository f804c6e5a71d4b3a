using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Tests;

[TestClass]
public sealed class ReplayTimeTests
{
    private const long Noon = 1_736_078_400_000;     // 2025-01-05T12:00:00Z

    [TestMethod]
    [DataRow("2025-01-05T12:00:00Z", Noon)]
    [DataRow("2025-01-05T12:00:00", Noon)]
    [DataRow("2025-01-05 12:00:00", Noon)]
    [DataRow("2025-01-05t12:00:00z", Noon)]
    [DataRow("2025-01-05T12:00Z", Noon)]
    [DataRow("2025-01-05 12:00", Noon)]
    [DataRow("2025-01-05", Noon - 43_200_000)]
    [DataRow("2025-01-05T14:00:00+02:00", Noon)]
    [DataRow("2025-01-05T14:00:00+0200", Noon)]
    [DataRow("2025-01-05 14:00+02", Noon)]
    [DataRow("2025-01-05T01:30:00.000-10:30", Noon)]
    [DataRow("2025-01-06T02:00:00+14:00", Noon)]
    [DataRow("2025-01-05T12:00:00+00:00", Noon)]
    [DataRow("2025-01-05T12:00:00.5Z", Noon + 500)]
    [DataRow("2025-01-05T12:00:00,25", Noon + 250)]
    [DataRow("2025-01-05T12:00:00.123456789Z", Noon + 123)]
    [DataRow("1736078400", Noon)]
    [DataRow("1736078400.5", Noon + 500)]
    [DataRow("1736078400.0019", Noon + 1)]
    [DataRow("1.7360784e9", Noon)]
    [DataRow("0", 0L)]
    [DataRow("1970-01-01T00:00:00Z", 0L)]
    [DataRow("2024-02-29T23:59:59.999Z", 1_709_251_199_999)]
    [DataRow("9999-12-31T23:59:59.999Z", 253_402_300_799_999)]
    public void Times_are_read(string text, long expected)
    {
        Assert.IsNull(ReplayTime.Parse(text, out long ms));
        Assert.AreEqual(expected, ms);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("noon")]
    [DataRow("2025-01-05T12")]
    [DataRow("2025-01-05T")]
    [DataRow("2025-01-05T24:00:00Z")]
    [DataRow("2025-01-05T12:60:00Z")]
    [DataRow("2025-01-05T12:00:60Z")]
    [DataRow("2025-01-05T12:00:0")]
    [DataRow("2025-01-05T12:00:")]
    [DataRow("2025-01-05T12:00:00.")]
    [DataRow("2025-01-05T12:00:00.Z")]
    [DataRow("2025-01-05T12:00:00Zulu")]
    [DataRow("2025-01-05T12:00:00 UTC")]
    [DataRow("2025-01-05T12:00:00+2")]
    [DataRow("2025-01-05T12:00:00+02:0")]
    [DataRow("2025-01-05T12:00:00+02-00")]
    [DataRow("2025-01-05T12:00:00+02:60")]
    [DataRow("2025-01-05T12:00:00+14:01")]
    [DataRow("2025-01-05T12:00:00+")]
    [DataRow("2025-01-05X12:00:00")]
    [DataRow("2025-02-29")]
    [DataRow("2025-13-01")]
    [DataRow("2025-00-01")]
    [DataRow("2025-01-00")]
    [DataRow("0000-01-01")]
    [DataRow("2025-1-05T12:00")]
    [DataRow("05.01.2025 12:00")]
    [DataRow("01/05/2025 12:00")]
    [DataRow("1969-12-31T23:59:59Z")]
    [DataRow("1970-01-01T00:00:00+01:00")]
    [DataRow("-1")]
    [DataRow("1736078400000")]
    [DataRow("1e40")]
    [DataRow("NaN")]
    [DataRow("0x10")]
    [DataRow("٢٠٢٥-٠١-٠٥", DisplayName = "digits of another script")]
    public void What_is_no_time_gets_a_reason(string text) => Assert.IsNotNull(ReplayTime.Parse(text, out _));

    [TestMethod]
    public void Every_day_agrees_with_the_platform()
    {
        for (int day = 0; day < 150_000; day += 7)
        {
            DateTime date = DateTime.UnixEpoch.AddDays(day);
            string text = FormattableString.Invariant($"{date:yyyy-MM-dd}T06:07:08.009Z");
            Assert.IsNull(ReplayTime.Parse(text, out long ms));
            Assert.AreEqual((day * 86_400_000L) + 22_028_009, ms, text);
        }
    }
}
