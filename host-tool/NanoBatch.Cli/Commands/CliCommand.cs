using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Cli.Commands;

/// <summary>A command with examples for its help and an exit code for its result.</summary>
internal abstract class CliCommand : Command
{
    /// <param name="name">As typed.</param>
    /// <param name="description">One sentence for the list of commands.</param>
    /// <param name="examples">Complete command lines; at least one.</param>
    protected CliCommand(string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
    }

    /// <summary>Command lines at the end of its help.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Adds an option; one that may lead to a broker brings the files along that the broker may want.</summary>
    public new void Add(Option option)
    {
        base.Add(option);
        if (CommonOptions.LeadsToBroker(option))
        {
            foreach (Option file in CommonOptions.BrokerFiles())
            {
                base.Add(file);
            }
        }
    }

    /// <summary>Sets what the command does.</summary>
    protected void Does(Func<ParseResult, ExitCode> action) => SetAction(parsed => (int)action(parsed));

    /// <summary>Sets what the command does, where it may take a while.</summary>
    protected void Does(Func<ParseResult, CancellationToken, Task<ExitCode>> action)
        => SetAction(async (parsed, cancel) => (int)await action(parsed, cancel).ConfigureAwait(false));
}
