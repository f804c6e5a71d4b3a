using System.CommandLine;
using NanoBatch.Cli.ManyBoards;

namespace NanoBatch.Cli.Commands;

/// <summary><c>hub user</c>: a user of the embedded broker.</summary>
internal sealed class HubUserCommand : CliCommand
{
    private readonly Argument<string> _name = new("name") { Description = "User; a board's is its id." };
    private readonly Option<string> _users = new("--users")
    {
        Description = "File of users; made where it is missing. Mosquitto reads it too.",
        HelpName = "file",
        Required = true,
    };


    public HubUserCommand(HubUserService service)
        : base(
            "user",
            $"Add a user of the embedded broker, or give one a new password, from {HubUserService.Variable} or a line on standard input.",
            "nanobatch hub user field-7 --users hub-users")
    {
        Add(_name);
        Add(_users);
        Does(parsed => service.Run(parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_users)));
    }
}
