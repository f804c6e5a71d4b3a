namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A time server's client.</summary>
internal sealed class SimulatedTime(SimulatedMachine machine, SimulatedNetwork network) : INetworkTime
{
    public long Ask(string server)
    {
        network.TimeAsked.Add(machine.ElapsedMs);
        machine.Wait(50);
        return network.TimeAnswer is { } answer ? answer() : machine.TrueUtcMs;
    }
}
