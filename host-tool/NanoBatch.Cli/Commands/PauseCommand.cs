using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>pause</c>: stops the runs of a job.</summary>
internal sealed class PauseCommand(JobChangeService service) : JobChangeCommand(
    service,
    JobChange.Pause,
    "pause",
    "Stop the runs of a job; its samples go on.",
    "nanobatch pause irrigation --to serial:/dev/ttyUSB0");
