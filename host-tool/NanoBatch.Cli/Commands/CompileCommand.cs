using System.CommandLine;
using NanoBatch.Cli.Jobs;

namespace NanoBatch.Cli.Commands;

/// <summary><c>compile</c>: a job to its package.</summary>
internal sealed class CompileCommand : CliCommand
{
    private readonly Argument<string> _job = new("job") { Description = "Job file (.job)." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Package to write; the job's name with .nbj unless given.", HelpName = "file" };
    private readonly Option<string?> _board = CommonOptions.Board();
    private readonly Option<bool> _strip = new("--strip") { Description = "Leave out field and alert names." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the cost certificate as JSON." };

    public CompileCommand(CompileService service)
        : base("compile", "Compile a job into a package of a few dozen bytes.", "nanobatch compile irrigation.job --board field-7.board.toml",
            "nanobatch compile irrigation.job --strip -o zone1.nbj")
    {
        Add(_job);
        Add(_output);
        Add(_board);
        Add(_strip);
        Add(_json);
        Does(parsed => service.Run(new CompileRequest(
            parsed.GetRequiredValue(_job), parsed.GetValue(_output), parsed.GetValue(_board), parsed.GetValue(_strip), parsed.GetValue(_json))));
    }
}
