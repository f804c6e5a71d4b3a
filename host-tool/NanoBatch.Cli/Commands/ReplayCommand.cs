using System.CommandLine;
using System.Threading.Tasks;
using NanoBatch.Cli.Rendering;
using NanoBatch.Cli.Replaying;

namespace NanoBatch.Cli.Commands;

/// <summary><c>replay</c>: the board's own runtime over recorded data.</summary>
internal sealed class ReplayCommand : CliCommand
{
    private readonly Argument<string> _job = new("job") { Description = "Job (.job) or package (.nbj)." };
    private readonly Option<string> _data = new("--data", "-d")
    {
        Description = "Recorded readings (.csv): a time column and one column for each channel.",
        HelpName = "csv",
        Required = true,
    };

    private readonly Option<string> _board = new("--board", "-b") { Description = "Board profile (.toml).", HelpName = "profile", Required = true };
    private readonly Option<string?> _from = new("--from") { Description = "First instant; the first row's unless given.", HelpName = "time" };
    private readonly Option<string?> _to = new("--to-time") { Description = "Last instant; the last row's unless given.", HelpName = "time" };
    private readonly Option<string?> _diff = new("--diff") { Description = "Another version of the job: show only what it would have sent differently.", HelpName = "job2" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON Lines." };

    public ReplayCommand(ReplayService service)
        : base(
            "replay",
            "Run a job over recorded data, with the board's own runtime under a virtual clock.",
            "nanobatch replay irrigation.job --data readings.csv --board field-7.board.toml",
            "nanobatch replay irrigation.nbj --data readings.csv --board field-7.board.toml --diff irrigation-2.job --json")
    {
        Add(_job);
        Add(_data);
        Add(_board);
        Add(_from);
        Add(_to);
        Add(_diff);
        Add(_json);
        Does((parsed, cancel) => Task.Run(() => service.Run(RequestOf(parsed), cancel), cancel));
    }

    private ReplayRequest RequestOf(ParseResult parsed) => new(
        parsed.GetRequiredValue(_job),
        parsed.GetRequiredValue(_data),
        parsed.GetRequiredValue(_board),
        TimeOption.Read("--from", parsed.GetValue(_from)),
        TimeOption.Read("--to-time", parsed.GetValue(_to)),
        parsed.GetValue(_diff),
        parsed.GetValue(_json));
}
