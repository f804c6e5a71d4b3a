using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>run</c>: makes a job due now.</summary>
internal sealed class RunCommand(JobChangeService service) : JobChangeCommand(
    service,
    JobChange.Run,
    "run",
    "Make a job run now: its tasks on demand, or all of them where it has none.",
    "nanobatch run irrigation --to serial:/dev/ttyUSB0");
