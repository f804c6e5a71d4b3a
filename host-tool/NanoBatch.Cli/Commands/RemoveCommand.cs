using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>remove</c>: takes a job off the board.</summary>
internal sealed class RemoveCommand(JobChangeService service) : JobChangeCommand(
    service,
    JobChange.Remove,
    "remove",
    "Take a job off the board; its results stay.",
    "nanobatch remove irrigation --to serial:/dev/ttyUSB0");
