namespace NanoBatch.Cli;

/// <summary>What a command ends with; the numbers are a contract with scripts (docs and CLI help name them).</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The job, or a file that was given, has errors; or <c>--check</c> found a change.</summary>
    FileErrors = 1,

    /// <summary>Wrong usage: options, names, addresses.</summary>
    Usage = 2,

    /// <summary>No board or broker could be reached.</summary>
    Unreachable = 3,

    /// <summary>The board refused.</summary>
    Refused = 4,

    /// <summary>What came back does not match what was sent.</summary>
    Mismatch = 5,

    /// <summary>A defect of the tool; a report file was written.</summary>
    Fault = 6,

    /// <summary>Interrupted by Ctrl-C.</summary>
    Interrupted = 130,
}
