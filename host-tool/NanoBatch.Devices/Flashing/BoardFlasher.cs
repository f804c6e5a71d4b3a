using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices;

/// <summary>Firmware, application, proof: drives nanoff, and believes the board instead of it.</summary>
/// <remarks>The tool has said OK without having written anything, so flashing is done when the board names the image's assemblies in their versions.</remarks>
public sealed class BoardFlasher
{
    /// <summary>A download over a poor network, and 1.5 MB at the slowest rate.</summary>
    public static readonly TimeSpan FirmwareLimit = TimeSpan.FromMinutes(15);

    /// <summary>Some 200 KB over the debugger's protocol, erased and read back.</summary>
    public static readonly TimeSpan ApplicationLimit = TimeSpan.FromMinutes(5);

    /// <summary>One question to the board.</summary>
    public static readonly TimeSpan ProofLimit = TimeSpan.FromMinutes(1);

    /// <summary>A board starts anew after each write, one with native USB even leaves its port: so often it is asked until it answers.</summary>
    public const int AttemptsMax = 5;

    /// <summary>Wait between two attempts.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly string _toolPath;
    private readonly TimeProvider _time;

    /// <param name="toolPath">nanoff's file.</param>
    /// <param name="time">For limits and waits.</param>
    public BoardFlasher(string toolPath, TimeProvider time)
    {
        _toolPath = toolPath;
        _time = time;
    }

    /// <summary>The stage that was begun last: what an interruption broke off.</summary>
    public FlashStage Stage { get; private set; }

    /// <summary>Flashes and asks the board.</summary>
    /// <returns>What the board runs; whether that is the image is <see cref="FlashProof.IsProved"/>.</returns>
    /// <exception cref="FlashFailedException">The tool failed, with the remedy.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; <see cref="Stage"/> says in which state the board may be.</exception>
    public async Task<FlashProof> FlashAsync(FlashPlan plan, IProgress<FlashProgress> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        if (plan.Target is { } target)
        {
            await RunAsync(plan, FlashStage.Firmware, NanoffTool.UpdateArguments(plan.Port, target), FirmwareLimit, attemptsMax: 1, progress, cancel);
        }

        await RunAsync(plan, FlashStage.Application, NanoffTool.DeployArguments(plan.Port, plan.ImagePath), ApplicationLimit, AttemptsMax, progress, cancel);
        return await ProveAsync(plan, progress, cancel);
    }

    /// <summary>Asks until the board runs the image, or has shown often enough that it does not.</summary>
    private async Task<FlashProof> ProveAsync(FlashPlan plan, IProgress<FlashProgress> progress, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            ToolRun run = await RunAsync(plan, FlashStage.Proof, NanoffTool.DetailsArguments(plan.Port), ProofLimit, AttemptsMax, progress, cancel);
            FlashProof proof = FlashProof.Compare(plan.Image, DeviceDetails.Parse(run.Lines));
            if (proof.IsProved || proof.Board.Assemblies.Count > 0 || attempt == AttemptsMax)
            {
                return proof;       // a board that is still starting names no assemblies yet
            }

            await Task.Delay(Pause, _time, cancel);
        }
    }

    private async Task<ToolRun> RunAsync(
        FlashPlan plan, FlashStage stage, IReadOnlyList<string> arguments, TimeSpan limit, int attemptsMax, IProgress<FlashProgress> progress, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            Stage = stage;
            progress.Report(new FlashProgress(stage, attempt, null));
            int number = attempt;
            ToolRun run = await StartAsync(arguments, limit, line => progress.Report(new FlashProgress(stage, number, line)), cancel);
            NanoffFault fault = NanoffDiagnosis.Of(run);
            if (fault == NanoffFault.None)
            {
                return run;
            }

            bool isPerhapsStarting = fault is NanoffFault.NoClr or NanoffFault.PortMissing;
            if (!isPerhapsStarting || attempt == attemptsMax)
            {
                throw FlashFailures.Of(fault, stage, plan, run);
            }

            await Task.Delay(Pause, _time, cancel);
        }
    }

    private async Task<ToolRun> StartAsync(IReadOnlyList<string> arguments, TimeSpan limit, Action<string> onLine, CancellationToken cancel)
    {
        try
        {
            return await ToolProcess.RunAsync(_toolPath, arguments, limit, onLine, _time, cancel);
        }
        catch (Win32Exception e)
        {
            throw FlashFailures.CannotRun(_toolPath, e.Message);
        }
    }
}
