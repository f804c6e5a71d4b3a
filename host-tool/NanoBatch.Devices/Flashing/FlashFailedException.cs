using System.Collections.Generic;

namespace NanoBatch.Devices;

/// <summary>A board could not be flashed.</summary>
public sealed class FlashFailedException : DeviceException
{
    internal FlashFailedException(NanoffFault fault, int exitCode, string message, string help, IReadOnlyList<string> lines)
        : base(message, help)
    {
        Fault = fault;
        ExitCode = exitCode;
        Lines = lines;
    }

    /// <summary>What kind of failure it is.</summary>
    public NanoffFault Fault { get; }

    /// <summary>What nanoff printed, for who wants to know more.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public override int ExitCode { get; }
}
