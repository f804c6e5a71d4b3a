using System;

namespace NanoBatch.Simulation.World;

/// <summary>The receiver's process ends here.</summary>
public sealed class HubDeathException : Exception
{
    public HubDeathException()
    {
    }

    public HubDeathException(string message)
        : base(message)
    {
    }

    public HubDeathException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
