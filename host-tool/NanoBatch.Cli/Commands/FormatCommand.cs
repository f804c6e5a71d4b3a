using System.CommandLine;
using NanoBatch.Cli.Jobs;

namespace NanoBatch.Cli.Commands;

/// <summary><c>format</c>: canonical layout, comments kept.</summary>
internal sealed class FormatCommand : CliCommand
{
    private readonly Argument<string[]> _jobs = new("job") { Description = "Job files (.job), rewritten in place.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _check = new("--check") { Description = "Change nothing; exit with 1 and name the files that would change." };

    public FormatCommand(FormatService service)
        : base("format", "Bring jobs into the canonical layout; comments stay.", "nanobatch format *.job", "nanobatch format irrigation.job --check")
    {
        Add(_jobs);
        Add(_check);
        Does(parsed => service.Run(new FormatRequest(parsed.GetRequiredValue(_jobs), parsed.GetValue(_check))));
    }
}
