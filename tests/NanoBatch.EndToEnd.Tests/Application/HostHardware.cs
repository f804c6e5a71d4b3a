using System;
using System.Runtime.Versioning;
using NanoBatch.Application;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.EndToEnd.Tests.Application;

/// <summary>The device's application on the host: its real threads behind a pseudo-terminal instead of COM2.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class HostHardware : IHardware, IAdc, IDisposable
{
    private readonly HostMachine _machine = new();
    private readonly HostLink? _pty;
    private readonly SlowPty? _slow;
    private IWakeSignal? _arrived;

    /// <param name="isSlow">True puts the pace and the driver of a real port in between.</param>
    /// <param name="seed">Draws when the driver loses what it holds.</param>
    public HostHardware(bool isSlow, int seed)
    {
        var random = new Random(seed);
        _slow = isSlow ? new SlowPty(() => random.Next(50) == 0, () => _arrived?.Set()) : null;
        _pty = isSlow ? null : new PtyLink();
        if (_pty is not null)
        {
            _pty.Arrived = () => _arrived?.Set();
        }
    }

    /// <summary>URI for the client.</summary>
    public string Address => _slow?.Address ?? _pty!.Address;

    public int DropCount => _slow?.DropCount ?? 0;

    /// <summary>While true the board does not come to its line, as in a long write.</summary>
    public bool IsUnread
    {
        set => _slow!.IsUnread = value;
    }

    public MemoryStore Store { get; } = new();

    public IMachine Machine => _machine;

    public byte[] MacAddress { get; } = [2, 0, 0, 0, 0, 1];

    public string Build => "1.0.0+test";

    public bool HasRestarted => _machine.RestartCount > 0;

    /// <summary>Lets the board run.</summary>
    public void Start() => _machine.Begin("main", () => NanoBatch.Application.Application.Run(this));

    public IStore OpenStore() => Store;

    public IAdc OpenAdc(ChannelTable channels) => this;

    public int Read(int channel) => 2000 + channel;

    public IByteLink OpenSerial(ProfileRecord profile, IWakeSignal arrived)
    {
        _arrived = arrived;
        return (IByteLink?)_slow ?? _pty!;
    }

    public IOutputPin OpenOutput(int pin, string target) => null!;

    public IWifi OpenWifi() => throw new NotSupportedException("the profile has no Wi-Fi");

    public INetworkTime OpenTime() => throw new NotSupportedException("the profile has no Wi-Fi");

    public IMqttSession NewMqttSession(ProfileRecord profile, IMqttInbox inbox) => throw new NotSupportedException("the profile has no broker");

    public void Dispose()
    {
        _machine.Dispose();
        _slow?.Dispose();
        _pty?.Dispose();
    }
}
