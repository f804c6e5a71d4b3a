using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A board's hardware on a simulated machine.</summary>
internal sealed class SimulatedHardware : IHardware, IDisposable
{
    public SimulatedHardware(int seed = 4711)
    {
        SimulatedMachine = new SimulatedMachine(seed, () => Application.Run(this));
        Adc = new SimulatedAdc(SimulatedMachine);
        Network = new SimulatedNetwork(SimulatedMachine);
        Probe = new SimulatedPin(SimulatedMachine);
        Led = new SimulatedPin(SimulatedMachine);
    }

    public SimulatedMachine SimulatedMachine { get; }

    public SimulatedStore Store { get; } = new();

    public SimulatedAdc Adc { get; }

    public SimulatedNetwork Network { get; }

    public SimulatedPin Probe { get; }

    public SimulatedPin Led { get; }

    /// <summary>The port that was opened last.</summary>
    public SimulatedSerial? Serial { get; private set; }

    public List<SimulatedSerial> Ports { get; } = [];

    public bool HasNoPort { get; set; }

    /// <summary>Times that the build cannot be told.</summary>
    public int BuildFailures { get; set; }

    /// <summary>Times that the store does not open.</summary>
    public int StoreFailures { get; set; }

    /// <summary>Times that a start fails behind the reading of the profile, as for want of the memory that it asks for.</summary>
    public int MemoryFailures { get; set; }

    public IMachine Machine => SimulatedMachine;

    public byte[] MacAddress => MemoryFailures-- > 0 ? throw new InjectedException("out of memory") : [2, 0, 0, 0, 0, 7];

    public string Build => BuildFailures-- > 0 ? throw new InjectedException("build") : "1.0.0+test";

    public IStore OpenStore() => StoreFailures-- > 0 ? throw new InjectedException("store does not open") : Store;

    public IAdc OpenAdc(ChannelTable channels) => Adc.FailsToOpen ? throw new InjectedException("adc does not open") : Adc;

    public IByteLink OpenSerial(ProfileRecord profile, IWakeSignal arrived)
    {
        Serial = HasNoPort ? null : new SimulatedSerial(SimulatedMachine) { Arrived = arrived };
        if (Serial is not null)
        {
            Ports.Add(Serial);
        }

        return Serial!;
    }

    public IOutputPin OpenOutput(int pin, string target) => pin switch
    {
        ProfileRecord.NoPin => null!,
        ProfileRecord.DefaultPin => Led,
        _ => Probe,
    };

    public IWifi OpenWifi() => new SimulatedWifi(SimulatedMachine, Network);

    public INetworkTime OpenTime() => new SimulatedTime(SimulatedMachine, Network);

    public IMqttSession NewMqttSession(ProfileRecord profile, IMqttInbox inbox)
    {
        var session = new SimulatedSession(SimulatedMachine, Network, inbox);
        Network.Sessions.Add(session);
        return session;
    }

    public void Dispose() => SimulatedMachine.Dispose();
}
