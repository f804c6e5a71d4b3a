using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests.Flashing;

[TestClass]
public sealed class NanoffDiagnosisTests
{
    public static IEnumerable<object[]> Recordings =>
    [
        [NanoffRecording.Updated, NanoffFault.None, "exit code 0"],
        [NanoffRecording.ChipSilent, NanoffFault.NoBootLoader, "E4000"],
        [NanoffRecording.ChipSilentNumberOnly, NanoffFault.NoBootLoader, "E4000"],
        [NanoffRecording.OldToolAsksForButton, NanoffFault.NoBootLoader, "E4000"],
        [NanoffRecording.PortBusy, NanoffFault.PortBusy, "E6000"],
        [NanoffRecording.PortTaken, NanoffFault.PortBusy, "E6002"],
        [NanoffRecording.PortMissing, NanoffFault.PortMissing, "E4005"],
        [NanoffRecording.PortDenied, NanoffFault.PortDenied, "E4000"],
        [NanoffRecording.NoSuchTarget, NanoffFault.UnknownTarget, "E9005"],
        [NanoffRecording.NoDownload, NanoffFault.NoDownload, "E9007"],
        [NanoffRecording.OptionUnknown, NanoffFault.TooOld, "exit code 40"],
        [NanoffRecording.NoRuntime, NanoffFault.NoRuntime, "exit code 150"],
        [NanoffRecording.Deployed, NanoffFault.None, "exit code 0"],
        [NanoffRecording.DeployFailed, NanoffFault.WriteFailed, "E2002"],
        [NanoffRecording.DeployFailedWithZero, NanoffFault.WriteFailed, "exit code 0"],
        [NanoffRecording.BoardSilent, NanoffFault.NoClr, "exit code 209"],
        [NanoffRecording.BoardNameless, NanoffFault.NoClr, "exit code 210"],
        [NanoffRecording.Details("A 1.0.0.0"), NanoffFault.None, "exit code 0"],
    ];

    [TestMethod]
    [DynamicData(nameof(Recordings))]
    public void A_run_is_understood(string recording, NanoffFault fault, string number)
    {
        string[] parts = recording.Split('\n', 2);
        ToolRun run = Run(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1].Split('\n'));
        Assert.AreEqual(fault, NanoffDiagnosis.Of(run));
        Assert.AreEqual(number, NanoffDiagnosis.NumberText(run));
    }

    [TestMethod]
    [DataRow(6000, NanoffFault.PortBusy, DisplayName = "whole, as on Windows")]
    [DataRow(112, NanoffFault.PortBusy, DisplayName = "6000 cut to 8 bits")]
    [DataRow(9005, NanoffFault.UnknownTarget)]
    [DataRow(45, NanoffFault.UnknownTarget, DisplayName = "9005 cut")]
    [DataRow(2001, NanoffFault.NoClr)]
    [DataRow(209, NanoffFault.NoClr, DisplayName = "2001 cut")]
    [DataRow(4005, NanoffFault.PortMissing)]
    [DataRow(165, NanoffFault.PortMissing, DisplayName = "4005 cut")]
    [DataRow(150, NanoffFault.NoRuntime, DisplayName = "no .NET, on Linux")]
    [DataRow(unchecked((int)0x80008096), NanoffFault.NoRuntime, DisplayName = "no .NET, on Windows")]
    [DataRow(1, NanoffFault.Other)]
    [DataRow(-1073741510, NanoffFault.Other, DisplayName = "ended by Windows")]
    [DataRow(134, NanoffFault.Other, DisplayName = "aborted")]
    public void A_number_alone_is_understood_whole_and_cut(int exitCode, NanoffFault fault) => Assert.AreEqual(fault, NanoffDiagnosis.Of(Run(exitCode)));

    [TestMethod]
    public void A_printed_number_counts_before_a_cut_one()
    {
        Assert.AreEqual(NanoffFault.NoDownload, NanoffDiagnosis.Of(Run(112, "Error E9007: Error downloading firmware file.")));
        Assert.AreEqual(NanoffFault.Other, NanoffDiagnosis.Of(Run(112, "E5040")), "a number that is not known is not another one");
        Assert.AreEqual(NanoffFault.Other, NanoffDiagnosis.Of(Run(150, "E5040")));
    }

    [TestMethod]
    public void No_two_known_numbers_are_one_when_cut()
    {
        int[] known = [2000, 2001, 2002, 4000, 4001, 4002, 4003, 4004, 4005, 6000, 6001, 6002, 9000, 9005, 9006, 9007, 9010, 9015];
        Assert.HasCount(known.Length, known.Select(number => number & 0xff).Distinct().ToArray());
        foreach (int number in known)
        {
            Assert.AreNotEqual(0, number & 0xff, "a failure that looks like success");
            Assert.AreEqual(NanoffDiagnosis.Of(Run(number)), NanoffDiagnosis.Of(Run(number & 0xff)), $"E{number}");
        }
    }

    [TestMethod]
    public void A_run_that_was_stopped_is_out_of_time_whatever_it_said()
        => Assert.AreEqual(NanoffFault.OutOfTime, NanoffDiagnosis.Of(new ToolRun(-1, true, ["Error E6000: no"])));

    [TestMethod]
    [DataRow("Assemblies:\n  A, 1.0.0.0\n  B, 2.0.0.0\n\nNative Assemblies:\n  C v1.0.0.0, checksum 0x0\n", "A 1.0.0.0|B 2.0.0.0", DisplayName = "as the tool prints it")]
    [DataRow("Assemblies:\r\n  A, 1.0.0.0\r\n", "A 1.0.0.0", DisplayName = "Windows line ends")]
    [DataRow("Native Assemblies:\n  A, 1.0.0.0\n", "", DisplayName = "native ones alone")]
    [DataRow("Assemblies:\n  A, 1.0\n  B, one\n  , 1.0.0.0\n  C, 1.0.0.0\n", "A 1.0", DisplayName = "a line that is none ends the list")]
    [DataRow("DeviceInfo is not valid!", "")]
    [DataRow("", "")]
    public void Assemblies_are_found_among_the_details(string text, string assemblies)
        => Assert.AreEqual(assemblies, string.Join('|', DeviceDetails.Parse(text.Split('\n')).Assemblies));

    [TestMethod]
    public void Firmware_and_target_are_found_among_the_details()
    {
        DeviceDetails details = DeviceDetails.Parse(NanoffRecording.Details("A 1.0.0.0").Split('\n'));
        Assert.AreEqual(("ESP32_REV3", "1.17.0.215"), (details.Target, details.Firmware));
    }

    [TestMethod]
    public void Every_fault_has_its_words_and_a_documented_exit_code()
    {
        var plan = new FlashPlan("/dev/ttyUSB0", "ESP32_REV3", "/x.bin", DeploymentImage.Read(ImageSketch.Image()).Image!);
        foreach (NanoffFault fault in Enum.GetValues<NanoffFault>().Except([NanoffFault.None]))
        {
            foreach (FlashStage stage in Enum.GetValues<FlashStage>())
            {
                FlashFailedException e = FlashFailures.Of(fault, stage, plan, Run(7));
                Assert.IsTrue(e.ExitCode is 2 or 3 or 4, $"{fault}");
                Assert.IsFalse(e.Message.Length == 0 || e.Message.EndsWith('.') || e.Help.Length == 0, $"{fault}: {e.Message}");
            }
        }
    }

    private static ToolRun Run(int exitCode, params string[] lines) => new(exitCode, false, lines);
}
