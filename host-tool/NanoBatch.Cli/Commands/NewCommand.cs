using System.CommandLine;
using NanoBatch.Cli.Jobs;
using NanoBatch.VirtualBoard.Templates;

namespace NanoBatch.Cli.Commands;

/// <summary><c>new</c>: a commented starter job and its board profile.</summary>
internal sealed class NewCommand : CliCommand
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the job and of its two files." };
    private readonly Option<string> _template = new("--template", "-t")
    {
        Description = "What to start from.",
        DefaultValueFactory = _ => StarterTemplates.Names[0],
    };

    public NewCommand(NewService service)
        : base("new", "Write a commented starter job and its board profile.", "nanobatch new zone1 --template irrigation")
    {
        _template.AcceptOnlyFromAmong([.. StarterTemplates.Names]);
        Add(_name);
        Add(_template);
        Does(parsed => service.Run(new NewRequest(parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_template))));
    }
}
