namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A station: two seconds from the wish to the network, where there is one.</summary>
internal sealed class SimulatedWifi(SimulatedMachine machine, SimulatedNetwork network) : IWifi
{
    private const int AssociationMs = 2000;
    private long _upAtMs = long.MaxValue;

    public bool IsUp => !network.IsAway && machine.ElapsedMs >= _upAtMs;

    public void Connect(string name, string password)
    {
        network.WifiAttempts.Add(machine.ElapsedMs);
        if (network.WifiThrows)
        {
            throw new InjectedException("wi-fi");
        }

        _upAtMs = machine.ElapsedMs + AssociationMs;
    }

    public void Disconnect() => _upAtMs = long.MaxValue;
}
