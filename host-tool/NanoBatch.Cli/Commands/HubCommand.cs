using NanoBatch.Cli.ManyBoards;

namespace NanoBatch.Cli.Commands;

/// <summary><c>hub</c>: the commands for many boards.</summary>
internal sealed class HubCommand : CliCommand
{
    public HubCommand(CliEnvironment environment)
        : base(
            "hub",
            "Many boards behind a broker: collect their results, list them, send them jobs.",
            "nanobatch hub run",
            "nanobatch hub boards",
            "nanobatch hub deploy irrigation.job --boards '*'",
            "nanobatch hub results --since 1d --format csv")
    {
        Add(new HubRunCommand(new HubRunService(environment)));
        Add(new HubBoardsCommand(new HubBoardsService(environment)));
        Add(new HubDeployCommand(new HubDeployService(environment)));
        Add(new HubResultsCommand(environment, new HubResultsService(environment)));
        Add(new HubUserCommand(new HubUserService(environment)));
    }
}
