using System.CommandLine;
using NanoBatch.Cli.ManyBoards;

namespace NanoBatch.Cli.Commands;

/// <summary><c>hub deploy</c>: one job to many boards.</summary>
internal sealed class HubDeployCommand : CliCommand
{
    private const int ParallelUsual = 16;
    private const int ParallelMax = 256;

    private readonly Argument<string> _job = new("job") { Description = "Job (.job) or package (.nbj)." };
    private readonly Option<string[]> _boards = new("--boards")
    {
        Description = "Board ids, or patterns with * and ? over the boards that the hub knows; several with commas.",
        HelpName = "id,pattern…",
        Required = true,
    };

    private readonly Option<string?> _broker = CommonOptions.Broker(
        $"The boards' broker: mqtt://[user@]host[:port], or mqtts:// for TLS; {HubDeployService.Variable} unless given, else this machine's.");

    private readonly Option<string?> _database = CommonOptions.Database();
    private readonly Option<int> _parallel = new("--parallel") { Description = "Boards at once.", HelpName = "n", DefaultValueFactory = _ => ParallelUsual };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a newer version of the job." };
    private readonly Option<bool> _json = new("--json") { Description = "Print an array with each board's outcome." };

    public HubDeployCommand(HubDeployService service)
        : base(
            "deploy",
            "Send a job to many boards through their broker; a line for each, and the exit code of the worst.",
            "nanobatch hub deploy irrigation.job --boards field-1,field-2",
            "nanobatch hub deploy irrigation.job --boards 'field-*' --broker mqtts://anna@broker.example")
    {
        Add(_job);
        Option[] options = [_boards, _broker, _database, _parallel, _force, _json];
        foreach (Option option in options)
        {
            Add(option);
        }

        Does((parsed, cancel) => service.RunAsync(RequestOf(parsed), cancel));
    }

    private HubDeployRequest RequestOf(ParseResult parsed)
    {
        int parallel = parsed.GetValue(_parallel);
        return new HubDeployRequest(
            parsed.GetRequiredValue(_job),
            parsed.GetRequiredValue(_boards),
            parsed.GetValue(_broker),
            parsed.GetValue(_database),
            parallel is >= 1 and <= ParallelMax ? parallel : throw CliFailure.Usage($"--parallel must be 1 to {ParallelMax}", "leave it away for the usual number"),
            parsed.GetValue(_force),
            parsed.GetValue(_json));
    }
}
