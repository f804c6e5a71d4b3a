using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.CodeGen;

/// <summary>Bytes checked by hand: against the format's page, and one encoding at a time.</summary>
[TestClass]
public sealed partial class EncodingTests
{
    private const string Hourly = "job hourly\nsample soil1 every 1s keep 4096 samples\nevery 1h report count(soil1), mean(soil1), min(soil1), max(soil1), stddevp(soil1)";

    [TestMethod]
    public void The_worked_package_of_the_format_page_is_what_the_compiler_writes()
    {
        string page = File.ReadAllText(Path.Combine(Golden.Root, "docs", "BYTECODE.md"));
        string worked = Blank().Replace(Block().Match(page).Groups[1].Value, "");
        Assert.AreEqual(worked, Convert.ToHexString(Compiled.Outcome(Hourly, true).Package!));
    }

    [TestMethod]
    public void A_package_with_everything_is_what_the_format_says()
    {
        string text = "job ab version 300\nzone -01:00\nsample x9, x10 every 500ms burst 3 median keep 200 samples valid -5..1.5 kPa\n"
            + "weekly on mon, sat at 06:30 over 90 samples needs 80 % report lo = min(x9), max(x9) on change by 0.5\n"
            + "  alert hot when max(x9) > 350 raw for 2 runs until max(x9) < 5 kPa\n";
        string expected = "4E42" + "17"                 // magic; format 1, names, version, zone
            + "61E2" + "AC02" + "77"                    // ab; 300; zigzag of -60
            + "17" + "D00F"                             // burst, keep, valid, unit; 500 ms
            + "01" + "F8" + "09"                        // two channels: x from 9 on
            + "42" + "C801"                             // median of 3; keep 200
            + "1B" + "E61E" + "04"                      // -5, 1.5, kPa
            + "9A" + "42" + "8603" + "B501" + "70"      // weekly, window, needs; mon and sat; 390; 90 samples; 80
            + "14"                                      // 20 bytes of program
            + "800586" + "1B0A" + "E60A"                // scan x9: min, max; all items are fields, on change by 0.5
            + "41" + "0400E846" + "0E"                  // max above 350 raw: exponent 1, mantissa 35
            + "41" + "0325" + "0C" + "1D0302"           // max below 5; for 2 runs, until
            + "FF" + "6CEF" + "80" + "686FF4"           // lo; the default; hot
            + "04" + "05";                              // source lines
        string actual = Convert.ToHexString(Compiled.Outcome(text, false).Package!);
        Assert.AreEqual(expected, actual[..^8]);
    }

    [TestMethod]
    [DataRow("a1, a2, a3", "02E101", DisplayName = "a run")]
    [DataRow("a", "E1", DisplayName = "a name")]
    [DataRow("a1", "61B1", DisplayName = "a name that ends in a number costs less than a run of one")]
    [DataRow("a12345", "00E1B960", DisplayName = "a long number costs less as a number")]
    [DataRow("a08, a09, a10", "02" + "0161B008" + "6131B0", DisplayName = "a leading zero belongs to the stem")]
    [DataRow("b2, b1", "02" + "62B2" + "62B1", DisplayName = "falling numbers are two names")]
    public void Channel_names_take_the_shortest_runs(string names, string expected)
    {
        string[] all = [.. names.Split(", ")];
        JobPackage package = Compiled.Package($"job j\nsample {names} every 1m\non demand report mean({all[0]})");
        CollectionAssert.AreEqual(all, package.Channels.Take(package.ChannelCount).Select(channel => channel.Name).ToArray());
        string hex = Convert.ToHexString(package.Bytes);
        Assert.AreEqual(expected, hex.Substring(12, expected.Length), hex);
    }

    [TestMethod]
    [DataRow("mean(a) * (2 * 3 + 1)", "80844003270817", DisplayName = "exact")]
    [DataRow("mean(a) * (1 / 4)", "808440" + "03E532" + "0817", DisplayName = "a quarter is a decimal")]
    [DataRow("mean(a) * (1 / 3)", "808440" + "03210323" + "09" + "0817", DisplayName = "a third is not")]
    [DataRow("mean(a) + (0.1 + 0.2)", "808440" + "03E60203E604" + "06" + "0617", DisplayName = "0.30000000000000004")]
    [DataRow("mean(a) + (1 - 1) / (2 - 2)", "808440" + "03200320" + "09" + "0617", DisplayName = "0 / 0 stays null")]
    [DataRow("mean(a) + abs(-7)", "808440" + "0327" + "0617", DisplayName = "abs")]
    [DataRow("mean(a) + 0 * -5", "808440" + "0320031B" + "08" + "0617", DisplayName = "negative zero has no constant")]
    public void Constants_are_folded_where_no_bit_changes(string expression, string program)
        => Assert.AreEqual(program + "1A", Compiled.Program(Compiled.Package($"job j\nsample a every 1m\nevery 1h report x = {expression}")));

    [TestMethod]
    [DataRow("1 < 2", 3, DisplayName = "a known truth is no condition")]
    [DataRow("1 < 2 and mean(a) > 5", 8, DisplayName = "a neutral side goes")]
    [DataRow("not (1 > 2 or not mean(a) > 5)", 8, DisplayName = "under not")]
    [DataRow("mean(a) > 5 or 3 in 2..4", 14, DisplayName = "a side with aggregates stays: its channel is counted")]
    public void Known_conditions_disappear(string condition, int bytes)
    {
        string program = Compiled.Program(Compiled.Package($"job j\nsample a every 1m\nevery 1h report mean(a) when {condition}"));
        Assert.AreEqual(bytes, program.Length / 2, program);
    }

    [TestMethod]
    public void A_keep_shorter_than_the_windows_costs_nothing()
    {
        int with = Compiled.Package("job j\nsample a, b every 1m keep 30 samples\nevery 1h report mean(a), mean(b)").Length;
        int without = Compiled.Package("job j\nsample a, b every 1m\nevery 1h report mean(a), mean(b)").Length;
        Assert.AreEqual(without, with);
    }

    [TestMethod]
    public void Channels_with_one_keep_and_different_windows_stay_together()
    {
        JobPackage package = Compiled.Package("job j\nsample a1..a4 every 1m keep 100 samples\nevery 1h report mean(a1..a4)\nevery 1d report median(a2)");
        CollectionAssert.AreEqual(new[] { 100, 1440, 100, 100 }, package.Channels.Take(4).Select(channel => channel.RingSlots).ToArray());
        Assert.AreEqual(1, Convert.ToHexString(package.Bytes).Split("03E101").Length - 1, "one run of four channels");
    }

    [GeneratedRegex("```package\\s*([^`]*)```")]
    private static partial Regex Block();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blank();
}
