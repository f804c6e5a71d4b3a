using System.CommandLine;
using NanoBatch.Cli.Boards;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Cli.Commands;

/// <summary><c>board</c>: a virtual board.</summary>
internal sealed class BoardCommand : CliCommand
{
    private const string ClockHelp = "write real, max, or a whole factor such as 60x";

    private readonly Option<string?> _profile = new("--profile", "-p")
    {
        Description = "Board profile (.toml); a sample board with four soil probes unless given.",
        HelpName = "profile"
    };
    private readonly Option<string[]> _listen = new("--listen")
    {
        Description = $"Address to listen on; {BoardService.DefaultListen}, a free port, unless this, --pty or --mqtt is given.",
        HelpName = "tcp://host:port",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _pty = new("--pty") { Description = "Listen on a virtual serial port (Linux, macOS)." };
    private readonly Option<string?> _mqtt = CommonOptions.Mqtt();
    private readonly Option<string?> _data = new("--data", "-d")
    {
        Description = "Recorded readings (.csv) for its inputs; a model of soil, traffic or pulse unless given.",
        HelpName = "csv"
    };
    private readonly Option<string> _clock = new("--clock")
    {
        Description = "Speed of its time: real, 60x, or max, which runs through the data as fast as it can.",
        HelpName = "real|60x|max",
        DefaultValueFactory = _ => "real"
    };
    private readonly Option<string?> _state = new("--state") { Description = "Folder that keeps its jobs and results over a restart.", HelpName = "folder" };
    private readonly Option<int> _count = new("--count")
    {
        Description = "With --mqtt: number of boards, each with its own id (ID-1, ID-2 …), readings, jobs and results.",
        HelpName = "n",
        DefaultValueFactory = _ => 1
    };

    public BoardCommand(BoardService service)
        : base(
            "board",
            "Run a virtual board: the firmware's own runtime with desktop hardware behind it.",
            "nanobatch board --pty --data samples/irrigation.csv --clock max",
            "nanobatch board --profile field-7.board.toml --listen tcp://127.0.0.1:7000 --clock 60x",
            "nanobatch board --mqtt mqtt://127.0.0.1 --count 3")
    {
        Option[] options = [_profile, _listen, _pty, _mqtt, _data, _clock, _state, _count];
        foreach (Option option in options)
        {
            Add(option);
        }

        Does((parsed, cancel) => service.RunAsync(RequestOf(parsed), cancel));
    }

    private BoardRequest RequestOf(ParseResult parsed)
    {
        string? mqtt = parsed.GetValue(_mqtt);
        int count = parsed.GetValue(_count);
        if (count is < 1 or > FleetService.CountMax)
        {
            throw CliFailure.Usage($"--count must be 1 or more, and at most {FleetService.CountMax}", "start several 'nanobatch board --mqtt' for more");
        }

        if (count > 1 && mqtt is null)
        {
            throw CliFailure.Usage("more than one board need a broker to be told apart", "name it with --mqtt, or start one 'nanobatch board' for each, each with its own profile");
        }

        if (count > 1 && (parsed.GetValue(_pty) || parsed.GetRequiredValue(_listen).Length > 0))
        {
            throw CliFailure.Usage("--listen and --pty are for one board", "leave them away, or --count");
        }

        string clock = parsed.GetRequiredValue(_clock);
        BoardClockMode mode = BoardClockMode.Parse(clock) ?? throw CliFailure.Usage($"'{clock}' is no speed of a clock", ClockHelp);
        return new BoardRequest(
            parsed.GetValue(_profile),
            parsed.GetRequiredValue(_listen),
            parsed.GetValue(_pty),
            parsed.GetValue(_data),
            mode,
            parsed.GetValue(_state),
            mqtt,
            count);
    }
}
