using System.CommandLine;
using NanoBatch.Cli.Flashing;

namespace NanoBatch.Cli.Commands;

/// <summary><c>ports</c>: serial ports with USB identity.</summary>
internal sealed class PortsCommand : CliCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print an array." };

    public PortsCommand(PortsService service)
        : base("ports", "List the serial ports of this machine and the USB devices behind them; opens none.", "nanobatch ports")
    {
        Add(_json);
        Does(parsed => service.Run(parsed.GetValue(_json)));
    }
}
