using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Commands;
using NanoBatch.Devices;
using NanoBatch.Mqtt;
using NanoBatch.Results;

namespace NanoBatch.Cli;

/// <summary>Runs one command line; the process and the tests both come in here.</summary>
internal static class CliHost
{
    /// <summary>Version of the tool without its build suffix.</summary>
    public static string Version { get; } = typeof(CliHost).Assembly.GetName().Version!.ToString(3);

    /// <summary>Runs with streams that no terminal is behind.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel = default)
        => RunAsync(arguments, new CliEnvironment { Out = output, Error = error }, cancel);

    /// <summary>Parses, runs, and puts every failure into words; never throws.</summary>
    /// <returns>A value of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment, CancellationToken cancel)
    {
        ExitCode code;
        try
        {
            code = await RunParsedAsync(arguments, environment, cancel).ConfigureAwait(false);
        }
        catch (CliFailure failure)
        {
            environment.Out.Flush();
            failure.Print(environment.Error);
            code = failure.Code;
        }
        catch (DeviceException failure)
        {
            environment.Out.Flush();
            CliFailure.Of((ExitCode)failure.ExitCode, failure.Message, failure.Help).Print(environment.Error);
            code = (ExitCode)failure.ExitCode;
        }
        catch (BrokerException failure)
        {
            environment.Out.Flush();
            OfBroker(failure).Print(environment.Error);
            code = ExitCode.Unreachable;
        }
        catch (ResultStoreException failure)
        {
            environment.Out.Flush();
            environment.Error.WriteLine(failure.Message);
            code = failure.IsUnreachable ? ExitCode.Unreachable : ExitCode.FileErrors;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            code = ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // the last line of defence: whatever escapes a command is a defect, and nobody wants to see its stack
        catch (Exception fault)
#pragma warning restore CA1031
        {
            environment.Out.Flush();
            environment.Error.WriteLine(FaultReport.Write(environment, arguments, fault));
            code = ExitCode.Fault;
        }

        environment.Out.Flush();
        environment.Error.Flush();
        return (int)code;
    }

    /// <summary>The command tree.</summary>
    public static RootCommand CreateRoot(CliEnvironment environment)
    {
        var root = new RootCommand("Batch jobs for sensor boards: text in, a few dozen bytes to the board, reports back.");
        foreach (Command command in CommandList.Create(environment))
        {
            root.Add(command);
        }

        HelpText.Install(root, environment.HelpWidth);
        return root;
    }

    private static CliFailure OfBroker(BrokerException failure) => failure.FilePath is { } path
        ? CliFailure.OfFile(path, failure.Problem, failure.Help)
        : CliFailure.Of(ExitCode.Unreachable, failure.Message, failure.Help);

    private static async Task<ExitCode> RunParsedAsync(IReadOnlyList<string> arguments, CliEnvironment environment, CancellationToken cancel)
    {
        RootCommand root = CreateRoot(environment);

        // A path may begin with '@', and "-j" is not a bundle of options.
        var grammar = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parsed = root.Parse(arguments, grammar);
        if (UsageErrors.Find(parsed, arguments) is { } wrong)
        {
            throw wrong;
        }

        environment.BrokerFiles = CommonOptions.BrokerFilesOf(parsed);
        var streams = new InvocationConfiguration
        {
            Output = environment.Out,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,       // Program owns the signals
        };
        return (ExitCode)await parsed.InvokeAsync(streams, cancel).ConfigureAwait(false);
    }
}
