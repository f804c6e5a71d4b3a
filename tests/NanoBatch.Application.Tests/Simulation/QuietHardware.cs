using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>Hardware that allocates nothing, for one thread; time passes where that thread waits. The supervisor's body never runs, its beats are given.</summary>
internal sealed class QuietHardware(uint chance) : IHardware, IMachine, IWakeSignal, IAdc, IOutputPin
{
    private Supervisor? _supervisor;

    public TestStore Store { get; } = new(1 << 20);

    public int ReadCount { get; private set; }

    public int TurnCount { get; private set; }

    public long NowMs { get; private set; }

    public long ClockUtcMs { get; set; } = SimulatedMachine.BaseUtcMs;

    public int ResetCause => SimulatedMachine.ResetByPower;

    public IMachine Machine => this;

    public byte[] MacAddress { get; } = new byte[6];

    public string Build => "1";

    public int FreeHeapBytes() => 50_000;

    public uint Random() => chance;

    public void Wait(int milliseconds)
    {
        TurnCount++;
        NowMs += milliseconds;
        _supervisor?.Beat.Beat(NowMs, Supervisor.DeadlineMs);
    }

    public void Set()
    {
    }

    public IWakeSignal NewSignal() => this;

    public void Start(IThreadBody body) => _supervisor = body as Supervisor ?? _supervisor;

    public void Restart() => throw new InjectedException("restart");

    public void DeepSleep(long milliseconds) => throw new InjectedException("sleep");

    public int Read(int channel)
    {
        ReadCount++;
        return 1000 + channel;
    }

    public void Write(bool isHigh)
    {
    }

    public IStore OpenStore() => Store;

    public IAdc OpenAdc(ChannelTable channels) => this;

    public IByteLink OpenSerial(ProfileRecord profile, IWakeSignal arrived) => new SilentLink();

    public IOutputPin OpenOutput(int pin, string target) => this;

    public IWifi OpenWifi() => throw new InjectedException("no Wi-Fi here");

    public INetworkTime OpenTime() => throw new InjectedException("no time here");

    public IMqttSession NewMqttSession(ProfileRecord profile, IMqttInbox inbox) => throw new InjectedException("no broker here");

    private sealed class SilentLink : IByteLink
    {
        public int ConnectionNumber => 1;

        public int Read(byte[] buffer, int offset, int count) => 0;

        public bool Write(byte[] buffer, int offset, int count) => true;
    }
}
