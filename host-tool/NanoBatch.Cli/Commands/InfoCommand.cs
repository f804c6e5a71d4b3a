using System.CommandLine;
using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>info</c>: identity, memory, storage, jobs.</summary>
internal sealed class InfoCommand : CliCommand
{
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _json = new("--json") { Description = "Print the answers as JSON." };

    public InfoCommand(InfoService service)
        : base("info", "Show who a board is and how it is doing.", "nanobatch info --to tcp://127.0.0.1:7000")
    {
        Add(_to);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(new BoardQuery(parsed.GetValue(_to), parsed.GetValue(_json)), cancel));
    }
}
