using System;

namespace NanoBatch.Devices;

/// <summary>What was asked for cannot be meant: an address that is none, or one that this version does not serve.</summary>
public sealed class WrongAddressException : DeviceException
{
    public WrongAddressException(string message, string help, Exception? cause = null)
        : base(message, help, cause)
    {
    }

    /// <inheritdoc/>
    public override int ExitCode => 2;
}
