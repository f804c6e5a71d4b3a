using System.CommandLine;
using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary>What <c>run</c>, <c>pause</c>, <c>resume</c> and <c>remove</c> have in common: a job's name and a board.</summary>
internal abstract class JobChangeCommand : CliCommand
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the job, as 'nanobatch jobs' lists it." };
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _json = new("--json") { Description = "Print what was done as JSON." };

    protected JobChangeCommand(JobChangeService service, JobChange change, string name, string description, string example)
        : base(name, description, example)
    {
        Add(_name);
        Add(_to);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(
            new JobChangeRequest(change, parsed.GetRequiredValue(_name), parsed.GetValue(_to), parsed.GetValue(_json)), cancel));
    }
}
