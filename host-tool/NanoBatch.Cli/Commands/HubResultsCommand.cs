using System.CommandLine;
using NanoBatch.Cli.ManyBoards;
using NanoBatch.Cli.Rendering;
using NanoBatch.Results;

namespace NanoBatch.Cli.Commands;

/// <summary><c>hub results</c>: what a hub stored.</summary>
internal sealed class HubResultsCommand : CliCommand
{
    private readonly Option<string?> _database = CommonOptions.Database();
    private readonly Option<string?> _board = new("--board", "-b") { Description = "One board's alone.", HelpName = "id" };
    private readonly Option<string?> _job = new("--job") { Description = "One job's alone.", HelpName = "name" };
    private readonly Option<string?> _since = new("--since") { Description = "From then on: a time, or 12h, 7d back from now.", HelpName = "time" };
    private readonly Option<string?> _until = new("--until") { Description = "Up to then: a time, or 12h, 7d back from now.", HelpName = "time" };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on printing what comes until Ctrl-C." };
    private readonly ResultFormatOptions _format = new();
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw them into a picture too.", HelpName = "png" };
    private readonly CliEnvironment _environment;

    public HubResultsCommand(CliEnvironment environment, HubResultsService service)
        : base(
            "results",
            "Print the results that a hub stored, of all boards or of one.",
            "nanobatch hub results --board field-7 --since 1d",
            "nanobatch hub results --follow --format influx")
    {
        _environment = environment;
        Option[] options = [_database, _board, _job, _since, _until, _follow, _format.Format, _format.Json, _plot];
        foreach (Option option in options)
        {
            Add(option);
        }

        Does((parsed, cancel) => service.RunAsync(RequestOf(parsed), cancel));
    }

    private HubResultsRequest RequestOf(ParseResult parsed)
    {
        var query = new ResultQuery
        {
            Board = parsed.GetValue(_board),
            Job = parsed.GetValue(_job),
            SinceMs = TimeOption.Read("--since", parsed.GetValue(_since), _environment.Time.GetUtcNow()),
            UntilMs = TimeOption.Read("--until", parsed.GetValue(_until), _environment.Time.GetUtcNow()),
        };
        return new HubResultsRequest(parsed.GetValue(_database), query, parsed.GetValue(_follow), _format.Read(parsed), parsed.GetValue(_plot));
    }
}
