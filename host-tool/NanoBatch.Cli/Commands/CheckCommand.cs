using System.CommandLine;
using NanoBatch.Cli.Jobs;

namespace NanoBatch.Cli.Commands;

/// <summary><c>check</c>: every mistake of jobs, nothing written.</summary>
internal sealed class CheckCommand : CliCommand
{
    private readonly Argument<string[]> _jobs = new("job") { Description = "Job files (.job).", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _board = CommonOptions.Board();
    private readonly Option<bool> _json = new("--json") { Description = "Print the diagnostics as a JSON array." };

    public CheckCommand(CheckService service)
        : base("check", "Find every mistake in jobs, without writing anything.", "nanobatch check irrigation.job --board field-7.board.toml")
    {
        Add(_jobs);
        Add(_board);
        Add(_json);
        Does(parsed => service.Run(new CheckRequest(parsed.GetRequiredValue(_jobs), parsed.GetValue(_board), parsed.GetValue(_json))));
    }
}
