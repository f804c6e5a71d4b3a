using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

/// <summary>One run of the tool in this process: exit code and both streams.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    /// <summary>Runs without a terminal and without variables.</summary>
    public static Task<CliRun> Of(params string[] arguments) => Of(arguments, new Dictionary<string, string>());

    /// <summary>Runs with environment variables of its own.</summary>
    public static Task<CliRun> Of(string[] arguments, IReadOnlyDictionary<string, string> variables, CancellationToken cancel = default)
        => Of(arguments, variables, TimeProvider.System, cancel);

    /// <summary>Runs with a clock of its own.</summary>
    public static Task<CliRun> Of(string[] arguments, TimeProvider time) => Of(arguments, new Dictionary<string, string>(), time, CancellationToken.None);

    private static async Task<CliRun> Of(string[] arguments, IReadOnlyDictionary<string, string> variables, TimeProvider time, CancellationToken cancel)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Out = output,
            Error = error,
            Variable = name => variables.TryGetValue(name, out string? value) ? value : null,
            Time = time,
        };
        int code = await CliHost.RunAsync(arguments, environment, cancel);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Fails unless the exit code is the one given; the streams are in the message.</summary>
    public CliRun Expect(ExitCode code)
    {
        Assert.AreEqual(code, (ExitCode)Code, $"{ToString()}");
        Assert.DoesNotContain("   at ", Error, "a stack trace on the screen");
        return this;
    }

    /// <summary>The data as one JSON document.</summary>
    public JsonElement Json() => JsonDocument.Parse(Out).RootElement;

    /// <summary>The data as JSON Lines.</summary>
    public JsonElement[] JsonLines()
        => Array.ConvertAll(Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line).RootElement);

    public override string ToString() => $"exit code {Code}\n--- stdout\n{Out}\n--- stderr\n{Error}";
}
