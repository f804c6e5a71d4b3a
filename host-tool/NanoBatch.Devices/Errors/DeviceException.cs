using System;

namespace NanoBatch.Devices;

/// <summary>Something between this machine and a board went wrong: one sentence, and the next thing to do with the cable or the flag.</summary>
public abstract class DeviceException : Exception
{
    private protected DeviceException(string message, string help, Exception? cause = null)
        : base(message, cause)
    {
        Help = help;
    }

    /// <summary>What to try next, one sentence.</summary>
    public string Help { get; }

    /// <summary>The command line's exit code for this class of errors (docs of the command line, "Exit codes").</summary>
    public abstract int ExitCode { get; }
}
