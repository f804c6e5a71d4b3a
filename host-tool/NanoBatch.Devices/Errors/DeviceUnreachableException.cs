using System;

namespace NanoBatch.Devices;

/// <summary>No board answers: the port cannot be opened, the link broke, or every retry went unanswered.</summary>
public sealed class DeviceUnreachableException : DeviceException
{
    public DeviceUnreachableException(string message, string help, Exception? cause = null)
        : base(message, help, cause)
    {
    }

    /// <inheritdoc/>
    public override int ExitCode => 3;
}
