using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;
using NanoBatch.Cli.Commands;

namespace NanoBatch.Cli;

/// <summary>Help of every command: the library's description, usage, arguments and options, then examples.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private static readonly string[] s_rootExamples =
    [
        "nanobatch demo",
        "nanobatch new zone1",
        "nanobatch replay zone1.job --board zone1.board.toml --data readings.csv",
    ];

    private readonly HelpAction _standard;

    private HelpText(int width)
    {
        _standard = new HelpAction { MaxWidth = width };
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts this text behind <c>--help</c> of a command tree.</summary>
    public static void Install(RootCommand root, int width)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        help.Action = new HelpText(width);
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        string[] examples = command is CliCommand own ? [.. own.Examples] : command is RootCommand ? s_rootExamples : [];
        TextWriter output = parseResult.InvocationConfiguration.Output;
        foreach (string line in Standard(parseResult).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }

        output.WriteLine();
        if (examples.Length > 0)
        {
            output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        }

        foreach (string example in examples)
        {
            output.WriteLine("  " + example);
        }

        return (int)ExitCode.Done;
    }

    /// <summary>The library's text, under the tool's own name: the library takes that of whatever process it runs in.</summary>
    private string Standard(ParseResult parseResult)
    {
        InvocationConfiguration streams = parseResult.InvocationConfiguration;
        TextWriter output = streams.Output;
        using var text = new StringWriter();
        streams.Output = text;
        try
        {
            _standard.Invoke(parseResult);
        }
        finally
        {
            streams.Output = output;
        }

        return text.ToString().Replace($"  {RootCommand.ExecutableName} ", "  nanobatch ", StringComparison.Ordinal);
    }
}
