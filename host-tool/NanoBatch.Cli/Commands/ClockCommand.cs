using System.CommandLine;
using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>clock</c>: a board's clock, and setting it.</summary>
internal sealed class ClockCommand : CliCommand
{
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _set = new("--set") { Description = "Set it from this machine's clock: a board without a network has no other." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the clock as JSON." };

    public ClockCommand(ClockService service)
        : base("clock", "Show a board's clock and how far it is off, or set it.", "nanobatch clock --to serial:/dev/ttyUSB0", "nanobatch clock --set --to serial:COM6")
    {
        Add(_set);
        Add(_to);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(new ClockRequest(parsed.GetValue(_to), parsed.GetValue(_set), parsed.GetValue(_json)), cancel));
    }
}
