using System.CommandLine;
using NanoBatch.Cli.Maintenance;
using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>selftest</c>: the runtime's golden vectors on a board.</summary>
internal sealed class SelfTestCommand : CliCommand
{
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _json = new("--json") { Description = "Print every group as JSON." };

    public SelfTestCommand(SelfTestService service)
        : base(
            "selftest",
            "Run the runtime's golden vectors on a board and compare them with this machine's.",
            "nanobatch selftest --to serial:/dev/ttyUSB0")
    {
        Add(_to);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(new BoardQuery(parsed.GetValue(_to), parsed.GetValue(_json)), cancel));
    }
}
