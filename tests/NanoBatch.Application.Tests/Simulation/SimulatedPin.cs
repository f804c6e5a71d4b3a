using System.Collections.Generic;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>An output that remembers its changes.</summary>
internal sealed class SimulatedPin(SimulatedMachine machine) : IOutputPin
{
    public bool IsHigh { get; private set; }

    public bool Throws { get; set; }

    public List<(long Ms, bool IsHigh)> Changes { get; } = [];

    public void Write(bool isHigh)
    {
        if (Throws)
        {
            throw new InjectedException("pin");
        }

        if (isHigh != IsHigh)
        {
            Changes.Add((machine.ElapsedMs, isHigh));
        }

        IsHigh = isHigh;
    }
}
