using System.CommandLine;
using NanoBatch.Cli.Jobs;

namespace NanoBatch.Cli.Commands;

/// <summary><c>explain</c>: cost certificate, schedule in words, disassembly.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string> _job = new("job") { Description = "Job (.job) or package (.nbj)." };
    private readonly Option<string?> _board = CommonOptions.Board();
    private readonly Option<bool> _json = new("--json") { Description = "Print the cost certificate as JSON." };

    public ExplainCommand(ExplainService service)
        : base("explain", "Show what a job costs and does: bytes, memory, steps, schedule, instructions.", "nanobatch explain irrigation.job",
            "nanobatch explain irrigation.nbj --json")
    {
        Add(_job);
        Add(_board);
        Add(_json);
        Does(parsed => service.Run(new ExplainRequest(parsed.GetRequiredValue(_job), parsed.GetValue(_board), parsed.GetValue(_json))));
    }
}
