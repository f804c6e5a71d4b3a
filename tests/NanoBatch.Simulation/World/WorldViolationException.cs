using System;

namespace NanoBatch.Simulation.World;

/// <summary>Something happened in a simulated world that must never happen; the message says what.</summary>
public sealed class WorldViolationException : Exception
{
    public WorldViolationException()
    {
    }

    public WorldViolationException(string message)
        : base(message)
    {
    }

    public WorldViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
