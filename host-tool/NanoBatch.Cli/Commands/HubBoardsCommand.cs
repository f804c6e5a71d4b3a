using System.CommandLine;
using NanoBatch.Cli.ManyBoards;

namespace NanoBatch.Cli.Commands;

/// <summary><c>hub boards</c>: what a hub knows of its boards.</summary>
internal sealed class HubBoardsCommand : CliCommand
{
    private readonly Option<string?> _database = CommonOptions.Database();
    private readonly Option<bool> _json = new("--json") { Description = "Print an array." };

    public HubBoardsCommand(HubBoardsService service)
        : base(
            "boards",
            "List the boards of a hub: whether they are there, what they hold back, their clocks, builds, jobs and alerts.",
            "nanobatch hub boards")
    {
        Add(_database);
        Add(_json);
        Does(parsed => service.Run(parsed.GetValue(_database), parsed.GetValue(_json)));
    }
}
