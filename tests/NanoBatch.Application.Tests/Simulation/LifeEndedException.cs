using System;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>Unwinds a thread of a machine that has restarted: every call of the machine throws it until the thread is gone.</summary>
internal sealed class LifeEndedException : Exception
{
    public LifeEndedException()
        : base("this life of the machine is over")
    {
    }
}
