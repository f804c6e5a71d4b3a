using System;

namespace NanoBatch.Devices;

/// <summary>What came back does not match what was sent, or is no answer that this version can read.</summary>
public sealed class DeviceMismatchException : DeviceException
{
    public DeviceMismatchException(string message, string help, Exception? cause = null)
        : base(message, help, cause)
    {
    }

    /// <inheritdoc/>
    public override int ExitCode => 5;
}
