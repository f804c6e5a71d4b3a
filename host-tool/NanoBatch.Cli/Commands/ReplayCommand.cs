using System.CommandLine;
using System.Threading.Tasks;
using NanoBatch.Cli.Rendering;
using NanoBatch.Cli.Replaying;

namespace NanoBatch.Cli.Commands;

/// <summary><c>replay</c>: the board's own runtime over recorded data.</summary>
internal sealed class ReplayCommand : CliCommand
{
    private readonly Argument<string> _job = new("job") { Description = "Job (.job) or package (.nbj)." };
    private readonly Option<string?> _data = new("--data", "-d")
    {
        Description = "Recorded readings (.csv): a time column and one column for each channel.",
        HelpName = "csv",
    };

    private readonly Option<string?> _board = new("--board", "-b") { Description = "Board profile (.toml), for recorded readings.", HelpName = "profile" };
    private readonly Option<bool> _fromBoard = new("--from-board") { Description = "Take the readings that a board kept of its own past, and its channels." };
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<string?> _last = new("--last") { Description = "With --from-board: how far back from the board's clock, such as 12h or 7d.", HelpName = "duration" };
    private readonly Option<string?> _from = new("--from") { Description = "First instant; the first reading's unless given.", HelpName = "time" };
    private readonly Option<string?> _toTime = new("--to-time") { Description = "Last instant; the last reading's unless given.", HelpName = "time" };
    private readonly Option<string?> _diff = new("--diff") { Description = "Another version of the job: show only what it would have sent differently.", HelpName = "job2" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON Lines." };

    public ReplayCommand(ReplayService service)
        : base(
            "replay",
            "Run a job over recorded data, with the board's own runtime under a virtual clock.",
            "nanobatch replay irrigation.job --data readings.csv --board field-7.board.toml",
            "nanobatch replay irrigation.nbj --data readings.csv --board field-7.board.toml --diff irrigation-2.job --json",
            "nanobatch replay irrigation.job --from-board --to serial:/dev/ttyUSB0 --last 7d --diff irrigation-2.job")
    {
        Add(_job);
        Option[] options = [_data, _board, _fromBoard, _to, _last, _from, _toTime, _diff, _json];
        foreach (Option option in options)
        {
            Add(option);
        }

        Does((parsed, cancel) => Task.Run(() => service.RunAsync(RequestOf(parsed), cancel), cancel));
    }

    private ReplayRequest RequestOf(ParseResult parsed)
    {
        string? data = parsed.GetValue(_data);
        string? board = parsed.GetValue(_board);
        string? from = parsed.GetValue(_from);
        string? last = parsed.GetValue(_last);
        CheckSource(parsed.GetValue(_fromBoard), data, board, parsed.GetValue(_to), last);
        if (last is not null && from is not null)
        {
            throw CliFailure.Usage("--last and --from both say where to begin", "give one of them");
        }

        var period = new ReplayPeriod(TimeOption.Read("--from", from), TimeOption.Read("--to-time", parsed.GetValue(_toTime)));
        return new ReplayRequest(
            parsed.GetRequiredValue(_job), data, board, parsed.GetValue(_to), period, TimeOption.ReadSpan("--last", last), parsed.GetValue(_diff), parsed.GetValue(_json));
    }

    private static void CheckSource(bool isFromBoard, string? data, string? board, string? to, string? last)
    {
        const string Either = "give --data and --board for recorded readings, or --from-board and --to for a board's own past";
        if (isFromBoard && (data ?? board) is not null)
        {
            throw CliFailure.Usage($"--from-board and {(data is null ? "--board" : "--data")} contradict each other", Either);
        }

        if (!isFromBoard && (to ?? last) is not null)
        {
            throw CliFailure.Usage($"{(to is null ? "--last" : "--to")} goes with --from-board only", Either);
        }

        if (!isFromBoard && data is null)
        {
            throw CliFailure.Usage("replay of which readings?", Either);
        }

        if (!isFromBoard && board is null)
        {
            throw CliFailure.Usage("readings need the board that they come from", "name its profile with --board");
        }
    }
}
