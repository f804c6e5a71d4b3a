using System.CommandLine;
using NanoBatch.Cli.Maintenance;

namespace NanoBatch.Cli.Commands;

/// <summary><c>logs</c>: what a board noted since its start.</summary>
internal sealed class LogsCommand : CliCommand
{
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on as lines come; Ctrl-C ends it." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON Lines." };

    public LogsCommand(LogService service)
        : base("logs", "Show what a board noted since its start.", "nanobatch logs --to serial:/dev/ttyUSB0 --follow")
    {
        Add(_to);
        Add(_follow);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(new LogRequest(parsed.GetValue(_to), parsed.GetValue(_follow), parsed.GetValue(_json)), cancel));
    }
}
