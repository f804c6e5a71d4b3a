using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Devices;

namespace NanoBatch.Cli.Flashing;

/// <param name="Port">The board's debugger port.</param>
/// <param name="Target">Firmware name, or null for the profile's.</param>
/// <param name="ImagePath">Application image, or null to look for it.</param>
/// <param name="To">The application's own port, or null.</param>
/// <param name="ProfilePath">Board profile, or null.</param>
/// <param name="IsFirmwareSkipped">Leaves the firmware as it is.</param>
/// <param name="IsJson">Prints an object.</param>
internal sealed record FlashRequest(string Port, string? Target, string? ImagePath, string? To, string? ProfilePath, bool IsFirmwareSkipped, bool IsJson);

/// <summary>Writes a board and proves it.</summary>
internal sealed class FlashService(CliEnvironment environment)
{
    private const string SerialScheme = "serial:";
    private const int RateOfTrial = 115200;

    /// <summary>Everything that can be wrong is looked at before anything is written: names, files, tool, port.</summary>
    public async Task<ExitCode> RunAsync(FlashRequest request, CancellationToken cancel)
    {
        string port = PortOf(request.Port);
        string? target = TargetOf(request);
        BoardAddress? application = request.To is null ? null : BoardAddress.Parse(request.To);
        LoadedImage image = ImageFile.Load(request.ImagePath ?? ImageFile.Find(environment.ImageFolders));
        string tool = NanoffTool.Find(environment.Variable("PATH"), environment.Variable("HOME") ?? environment.Variable("USERPROFILE")) ?? throw FlashFailures.NoTool();
        await TryPortAsync(port, cancel).ConfigureAwait(false);
        environment.Note($"image {image.Path}{(image.Build is null ? "" : ", build " + image.Build)}");

        var plan = new FlashPlan(port, target, image.Path, image.Image);
        FlashProof proof = await FlashAsync(new BoardFlasher(tool, environment.Time), plan, cancel).ConfigureAwait(false);
        FlashOutput.CheckProof(environment, plan, proof);
        BoardIdentity? board = application is null ? null : await AskApplicationAsync(application, image, port, cancel).ConfigureAwait(false);
        FlashOutput.Write(environment, plan, image, proof, board, request.IsJson);
        return ExitCode.Done;
    }

    private static string PortOf(string text)
    {
        string port = text.StartsWith(SerialScheme, StringComparison.OrdinalIgnoreCase) ? text[SerialScheme.Length..] : text;
        return port.Length > 0 && port[0] != '-' && !port.Any(char.IsControl) && !port.Contains('?', StringComparison.Ordinal)
            ? port
            : throw CliFailure.Usage($"'{text}' is no serial port", "name it as in --port /dev/ttyUSB0 or --port COM5; 'nanobatch ports' lists them");
    }

    private static string? TargetOf(FlashRequest request)
    {
        string? ofProfile = ProfileFile.ReadOptional(request.ProfilePath)?.Target;
        string? target = request.Target ?? ofProfile;
        if (request.IsFirmwareSkipped)
        {
            return request.Target is null ? null : throw CliFailure.Usage("--skip-firmware and --target exclude each other", "leave one of them out");
        }

        if (string.IsNullOrEmpty(target))
        {
            string[] help = [.. FlashTargets.Common.Select(common => $"  {common.Name,-17} {common.Chip}")];
            throw CliFailure.Usage(
                request.ProfilePath is null ? "which firmware does the chip need?" : $"{request.ProfilePath} does not say which firmware the chip needs",
                ["name it with --target, or as target = \"…\" in the [board] of a --profile:\n" + string.Join('\n', help)]);
        }

        return FlashTargets.IsName(target) ? target : throw CliFailure.Usage($"'{target}' is no firmware's name", FlashTargets.Help);
    }

    /// <summary>Opens and closes the port: a port in use is told in plain words here, in place of a number after the tool has tried for a while.</summary>
    private async Task TryPortAsync(string port, CancellationToken cancel)
    {
        await using var transport = new SerialTransport(port, RateOfTrial);
        try
        {
            await transport.ConnectAsync(cancel).ConfigureAwait(false);
        }
        catch (DeviceUnreachableException e) when (!IsTaken(port, e))
        {
            // Whatever else is the matter with the port, the tool may know a way, or says it itself.
            environment.Note(environment.ErrorInk.Warning("note: ") + e.Message);
        }
    }

    private static bool IsTaken(string port, DeviceUnreachableException e) => (OperatingSystem.IsWindows() || File.Exists(port))
        && (e.InnerException is UnauthorizedAccessException || e.Message.Contains("busy", StringComparison.OrdinalIgnoreCase));

    private async Task<FlashProof> FlashAsync(BoardFlasher flasher, FlashPlan plan, CancellationToken cancel)
    {
        using var display = new FlashDisplay(environment, plan.Target);
        try
        {
            return await flasher.FlashAsync(plan, display, cancel).ConfigureAwait(false);
        }
        catch (FlashFailedException e)
        {
            display.Fail(e.Lines, flasher.Stage);
            throw;
        }
        catch (OperationCanceledException)
        {
            display.Dispose();
            environment.Note(FlashOutput.Interruption(flasher.Stage));
            throw;
        }
    }

    /// <summary>Asks the application itself; it may still be starting.</summary>
    private async Task<BoardIdentity> AskApplicationAsync(BoardAddress application, LoadedImage image, string port, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await using DeviceClient client = await BoardConnection.OpenAsync(environment, application, null, cancel).ConfigureAwait(false);
                return image.Build is null || client.Identity.Build == image.Build
                    ? client.Identity
                    : throw new DeviceMismatchException(
                        $"the board at {application} runs build {client.Identity.Build}, and the image is build {image.Build}",
                        $"Check that {application} is the board on {port}; then press its EN (RST) button and flash again.");
            }
            catch (DeviceUnreachableException) when (attempt < BoardFlasher.AttemptsMax)
            {
                await Task.Delay(BoardFlasher.Pause, environment.Time, cancel).ConfigureAwait(false);
            }
            catch (DeviceUnreachableException)
            {
                environment.Note($"the image is on the board, which was proved over {port}; its own port does not answer:");
                throw;
            }
        }
    }
}
