using System.CommandLine;
using System.Threading.Tasks;
using NanoBatch.Cli.Demonstration;

namespace NanoBatch.Cli.Commands;

/// <summary><c>demo</c>: from nothing to a picture.</summary>
internal sealed class DemoCommand : CliCommand
{
    private readonly Option<string?> _out = new("--out") { Description = "Folder for its files; a new one in the temp folder unless given.", HelpName = "folder" };
    private readonly Option<bool> _json = new("--json") { Description = "Print a summary as JSON instead of tables and a chart." };

    public DemoCommand(DemoService service)
        : base(
            "demo",
            "Show it all: a virtual board, a job deployed over its serial link, a season at full speed, a table and a chart.",
            "nanobatch demo",
            "nanobatch demo --out season")
    {
        Add(_out);
        Add(_json);
        Does((parsed, cancel) => Task.Run(() => service.RunAsync(new DemoRequest(parsed.GetValue(_out), parsed.GetValue(_json)), cancel), cancel));
    }
}
