using System.CommandLine;
using NanoBatch.Cli.Collecting;
using NanoBatch.Cli.Rendering;

namespace NanoBatch.Cli.Commands;

/// <summary><c>results</c>: collects stored reports, and prints them.</summary>
internal sealed class ResultsCommand : CliCommand
{
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _take = new("--take") { Description = "Tell the board, once they are stored here, that it may drop them." };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on printing what comes until Ctrl-C." };
    private readonly Option<string?> _since = new("--since")
    {
        Description = "Print all collected results of the board from then on: a time, or 12h, 7d back from now. Without it, print what nobody has taken yet.",
        HelpName = "time",
    };

    private readonly ResultFormatOptions _format = new();
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw them into a picture too.", HelpName = "png" };
    private readonly CliEnvironment _environment;

    public ResultsCommand(CliEnvironment environment, ResultsService service)
        : base(
            "results",
            "Collect a board's reports and alerts into the local results store, and print them.",
            "nanobatch results --to serial:/dev/ttyUSB0",
            "nanobatch results --to tcp://127.0.0.1:7000 --take --format csv --plot season.png")
    {
        _environment = environment;
        Option[] options = [_to, _take, _follow, _since, _format.Format, _format.Json, _plot];
        foreach (Option option in options)
        {
            Add(option);
        }

        Does((parsed, cancel) => service.RunAsync(RequestOf(parsed), cancel));
    }

    private ResultsRequest RequestOf(ParseResult parsed) => new(
        parsed.GetValue(_to),
        parsed.GetValue(_take),
        parsed.GetValue(_follow),
        TimeOption.Read("--since", parsed.GetValue(_since), _environment.Time.GetUtcNow()),
        _format.Read(parsed),
        parsed.GetValue(_plot));
}
