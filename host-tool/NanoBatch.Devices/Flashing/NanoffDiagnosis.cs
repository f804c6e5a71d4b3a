using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace NanoBatch.Devices;

/// <summary>Reads a run of nanoff: from what it printed, then from its error number.</summary>
/// <remarks>The tool's numbers, E1000 to E9015, are exit codes too, of which Linux and macOS keep the low 8 bits: 6000 arrives as 112. So the printed number
/// counts first, and a cut exit code is looked up among those of the numbers that these three command lines can give.</remarks>
public static partial class NanoffDiagnosis
{
    private const int ByteMask = 0xff;
    private const int NoFrameworkOnUnix = 150;      // what .NET's own launcher ends with where the runtime is missing
    private const int NoFrameworkOnWindows = unchecked((int)0x80008096);

    // Words count before numbers: one number stands for many causes. Order matters: the first match wins.
    private static readonly (string Words, NanoffFault Fault)[] s_words =
    [
        ("You must install or update .NET", NanoffFault.NoRuntime),
        ("is unknown.", NanoffFault.TooOld),                                 // Option 'x' is unknown.
        ("No operation was performed", NanoffFault.TooOld),
        ("Permission denied", NanoffFault.PortDenied),
        ("is denied", NanoffFault.PortDenied),                               // Access to the port '/dev/ttyUSB0' is denied.
        ("has exclusive access", NanoffFault.PortBusy),
        ("Resource busy", NanoffFault.PortBusy),
        ("Resource temporarily unavailable", NanoffFault.PortBusy),
        ("being used by another", NanoffFault.PortBusy),
        ("Could not find file", NanoffFault.PortMissing),
        ("Wrong --chip argument", NanoffFault.WrongChip),
        ("Unsupported ESP32", NanoffFault.WrongChip),
        ("Can't connect to ESP32 bootloader", NanoffFault.NoBootLoader),
        ("Hold down the BOOT", NanoffFault.NoBootLoader),
        ("Failed to connect to Espressif device", NanoffFault.NoBootLoader),
        ("Reset sequence failed", NanoffFault.NoBootLoader),
        ("Couldn't find this target", NanoffFault.UnknownTarget),
        ("Failure to download package", NanoffFault.NoDownload),
        ("MD5 of file does not match", NanoffFault.WriteFailed),
        ("FAILED!", NanoffFault.WriteFailed),
        ("Couldn't connect to specified nano device", NanoffFault.NoClr),
        ("Couldn't retrieve device details", NanoffFault.NoClr),
        ("Missing details from", NanoffFault.NoClr),
        ("Can't connect to device", NanoffFault.NoClr),
        ("DeviceInfo is not valid", NanoffFault.NoClr),
    ];

    private static readonly (int Number, NanoffFault Fault)[] s_numbers =
    [
        (2000, NanoffFault.NoClr), (2001, NanoffFault.NoClr), (2002, NanoffFault.WriteFailed),
        (4000, NanoffFault.NoBootLoader), (4001, NanoffFault.WrongChip), (4002, NanoffFault.WriteFailed), (4003, NanoffFault.WriteFailed), (4004, NanoffFault.WriteFailed),
        (4005, NanoffFault.PortMissing), (6000, NanoffFault.PortBusy), (6001, NanoffFault.PortMissing), (6002, NanoffFault.PortBusy),
        (9000, NanoffFault.TooOld), (9005, NanoffFault.UnknownTarget), (9006, NanoffFault.NoDownload), (9007, NanoffFault.NoDownload), (9010, NanoffFault.NoClr),
        (9015, NanoffFault.UnknownTarget),
    ];

    /// <summary>What went wrong; <see cref="NanoffFault.None"/> for a run that says it did its work.</summary>
    public static NanoffFault Of(ToolRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.IsOutOfTime)
        {
            return NanoffFault.OutOfTime;
        }

        NanoffFault told = s_words.FirstOrDefault(known => run.Lines.Any(line => line.Contains(known.Words, StringComparison.OrdinalIgnoreCase))).Fault;
        if (run.ExitCode == 0)
        {
            // Versions have ended with 0 after a failure, and with words of failure in a run that then went well: only these two words are believed.
            return told is NanoffFault.TooOld or NanoffFault.WriteFailed ? told : NanoffFault.None;
        }

        if (told != NanoffFault.None)
        {
            return told;
        }

        int number = NumberIn(run.Lines);
        return run.ExitCode is NoFrameworkOnUnix or NoFrameworkOnWindows && number == 0
            ? NanoffFault.NoRuntime
            : s_numbers.FirstOrDefault(known => number != 0 ? known.Number == number : IsCut(known.Number, run.ExitCode)).Fault is var fault and not NanoffFault.None
                ? fault
                : NanoffFault.Other;
    }

    /// <summary>The tool's own error number in its words, such as E4000; the exit code where it printed none.</summary>
    public static string NumberText(ToolRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        int number = NumberIn(run.Lines);
        return number != 0 ? "E" + number.ToString(CultureInfo.InvariantCulture) : "exit code " + run.ExitCode.ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsCut(int number, int exitCode) => number == exitCode || (exitCode is > 0 and <= ByteMask && (number & ByteMask) == exitCode);

    private static int NumberIn(IReadOnlyList<string> lines)
        => lines.Reverse().Select(line => ErrorNumber().Match(line)).FirstOrDefault(match => match.Success) is { } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>"Error E6000: …" at normal verbosity, "E6000" alone at minimal.</summary>
    [GeneratedRegex(@"^(?:Error )?E(\d{4})(?::|\s|$)")]
    private static partial Regex ErrorNumber();
}
