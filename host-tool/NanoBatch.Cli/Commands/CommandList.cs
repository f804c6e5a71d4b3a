using System.Collections.Generic;
using NanoBatch.Cli.Boards;
using NanoBatch.Cli.Collecting;
using NanoBatch.Cli.Demonstration;
using NanoBatch.Cli.Flashing;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.Maintenance;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Replaying;

namespace NanoBatch.Cli.Commands;

/// <summary>All commands, in the order in which help lists them: the way of a job from its text to its results.</summary>
internal static class CommandList
{
    public static IEnumerable<CliCommand> Create(CliEnvironment environment)
    {
        yield return new DemoCommand(new DemoService(environment));
        yield return new NewCommand(new NewService(environment));
        yield return new CheckCommand(new CheckService(environment));
        yield return new CompileCommand(new CompileService(environment));
        yield return new ExplainCommand(new ExplainService(environment));
        yield return new FormatCommand(new FormatService(environment));
        yield return new ReplayCommand(new ReplayService(environment));
        yield return new BoardCommand(new BoardService(environment));
        yield return new DeployCommand(new DeployService(environment));
        yield return new JobsCommand(new JobListService(environment));
        yield return new RunCommand(new JobChangeService(environment));
        yield return new PauseCommand(new JobChangeService(environment));
        yield return new ResumeCommand(new JobChangeService(environment));
        yield return new RemoveCommand(new JobChangeService(environment));
        yield return new ResultsCommand(environment, new ResultsService(environment));
        yield return new HubCommand(environment);
        yield return new InfoCommand(new InfoService(environment));
        yield return new ProvisionCommand(new ProvisionService(environment));
        yield return new SelfTestCommand(new SelfTestService(environment));
        yield return new LogsCommand(new LogService(environment));
        yield return new ClockCommand(new ClockService(environment));
        yield return new PortsCommand(new PortsService(environment));
        yield return new FlashCommand(new FlashService(environment));
    }
}
