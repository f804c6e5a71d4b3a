using System.CommandLine;
using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>deploy</c>: compiles when needed, sends, verifies by read-back.</summary>
internal sealed class DeployCommand : CliCommand
{
    private readonly Argument<string> _job = new("job") { Description = "Job (.job) or package (.nbj)." };
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _run = new("--run") { Description = "Make its tasks due at once." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a newer version of the job." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the outcome as JSON." };

    public DeployCommand(DeployService service)
        : base(
            "deploy",
            "Send a job to a board and verify it by reading it back.",
            "nanobatch deploy irrigation.job --to serial:/dev/ttyUSB0",
            "nanobatch deploy irrigation.nbj --to tcp://127.0.0.1:7000 --run")
    {
        Add(_job);
        Add(_to);
        Add(_run);
        Add(_force);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(
            new DeployRequest(parsed.GetRequiredValue(_job), parsed.GetValue(_to), parsed.GetValue(_force), parsed.GetValue(_run), parsed.GetValue(_json)), cancel));
    }
}
