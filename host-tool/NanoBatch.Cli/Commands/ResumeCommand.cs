using NanoBatch.Cli.OnBoard;

namespace NanoBatch.Cli.Commands;

/// <summary><c>resume</c>: lets a paused job run again.</summary>
internal sealed class ResumeCommand(JobChangeService service) : JobChangeCommand(
    service,
    JobChange.Resume,
    "resume",
    "Let a paused job run again.",
    "nanobatch resume irrigation --to serial:/dev/ttyUSB0");
