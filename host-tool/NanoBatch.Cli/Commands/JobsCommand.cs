using System.CommandLine;
using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>jobs</c>: what is on the board.</summary>
internal sealed class JobsCommand : CliCommand
{
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _json = new("--json") { Description = "Print the jobs as a JSON array." };

    public JobsCommand(JobListService service)
        : base("jobs", "List the jobs of a board.", "nanobatch jobs --to serial:/dev/ttyUSB0")
    {
        Add(_to);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(new BoardQuery(parsed.GetValue(_to), parsed.GetValue(_json)), cancel));
    }
}
