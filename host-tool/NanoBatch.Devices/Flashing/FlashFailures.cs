using System;

namespace NanoBatch.Devices;

/// <summary>Every way in which flashing fails, in words: one sentence, and the next thing to do with the cable, the button or the flag.</summary>
public static class FlashFailures
{
    private const int WrongUsage = 2;
    private const int Unreachable = 3;
    private const int Refused = 4;

    /// <summary>The tool is nowhere.</summary>
    public static FlashFailedException NoTool() => new(
        NanoffFault.NoRuntime, Unreachable, "nanoff, the tool that writes boards, is not installed", $"Install it: {NanoffTool.InstallCommand}", []);

    internal static FlashFailedException CannotRun(string path, string reason) => new(
        NanoffFault.Other, Unreachable, $"{path} cannot be run: {reason}", $"Install nanoff again: {NanoffTool.UpdateCommand}", []);

    /// <summary>The words for a run that failed.</summary>
    /// <param name="fault">Not <see cref="NanoffFault.None"/>.</param>
    /// <param name="stage">What the run was for.</param>
    public static FlashFailedException Of(NanoffFault fault, FlashStage stage, FlashPlan plan, ToolRun run)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(run);
        (int exitCode, string message, string help) = Words(fault, stage, plan, NanoffDiagnosis.NumberText(run));
        return new FlashFailedException(fault, exitCode, message, help, run.Lines);
    }

    private static (int ExitCode, string Message, string Help) Words(NanoffFault fault, FlashStage stage, FlashPlan plan, string number) => fault switch
    {
        NanoffFault.OutOfTime => (
            Unreachable,
            $"nanoff did not come to an end while {What(stage)}, and was stopped",
            "Unplug the board, plug it in again and run the same command; over a slow network the first download of a firmware takes minutes."),
        NanoffFault.NoRuntime => (Unreachable, "nanoff cannot start: the .NET runtime that it needs is missing", "Install the .NET 8 runtime, then: " + NanoffTool.UpdateCommand),
        NanoffFault.TooOld => (Unreachable, $"this nanoff does not know what is asked of it ({number})", $"Bring it up to date: {NanoffTool.UpdateCommand}"),
        NanoffFault.PortMissing => (
            Unreachable, $"there is no port {plan.Port}, or it cannot be opened", "Plug the board in with a USB cable that carries data; 'nanobatch ports' lists what is there."),
        NanoffFault.PortDenied => (
            Unreachable,
            $"{plan.Port} is in use, or not allowed to this user",
            OperatingSystem.IsWindows()
                ? "Close the program that has the port open (a serial monitor, Visual Studio, another nanobatch)."
                : "Close the program that has it open, or let your user in: sudo usermod -aG dialout $USER, then log in again."),
        NanoffFault.PortBusy => (
            Unreachable,
            $"another program has {plan.Port} open",
            "Close serial monitors, Visual Studio and other runs of nanobatch, then run the same command again."),
        NanoffFault.NoBootLoader => (
            Unreachable,
            $"the chip on {plan.Port} does not enter its boot loader ({number})",
            "Hold the board's BOOT button, run the same command again, and let go when it says that the application is written; check that the USB cable carries data."),
        NanoffFault.WrongChip => (WrongUsage, $"{plan.Target} is not for the chip on {plan.Port}", FlashTargets.Help),
        NanoffFault.UnknownTarget => (WrongUsage, $"there is no firmware named {plan.Target}", FlashTargets.Help),
        NanoffFault.NoDownload => (
            Unreachable,
            $"the firmware {plan.Target} could not be downloaded",
            "Connect this machine to the internet; a board that has its firmware already needs none: --skip-firmware."),
        NanoffFault.NoClr => (
            Unreachable,
            $"the board on {plan.Port} does not answer as a nanoFramework board ({number})",
            plan.Target is null
                ? "Press its EN (RST) button and run the same command again; a board that never had nanoFramework needs its firmware first: --target."
                : $"Press its EN (RST) button and run the same command again; if it stays silent, {plan.Target} is not the firmware for its chip."),
        NanoffFault.WriteFailed => (
            Refused,
            $"the board did not take what was sent while {What(stage)} ({number})",
            "Run the same command again with a short USB cable directly at this machine; if it fails at the same place, the board's flash is worn or too small."),
        _ => (Unreachable, $"nanoff failed while {What(stage)} ({number})", "Its last lines are above; unplug the board, plug it in again and run the same command."),
    };

    private static string What(FlashStage stage) => stage switch
    {
        FlashStage.Firmware => "the firmware was written",
        FlashStage.Application => "the application was written",
        _ => "the board was asked what it runs",
    };
}
