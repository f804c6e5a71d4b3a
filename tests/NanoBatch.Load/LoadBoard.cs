using System;
using System.Threading;
using NanoBatch.Mqtt;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Load;

/// <summary>One board of a load: the real runtime, a connection of its own, and time that is stepped in slices.</summary>
internal sealed class LoadBoard
{
    // A refused message is tried again after a second of the network's time: so long before the end of a slice the radio goes on.
    private const int RadioLeadMs = 1000;

    private readonly SignalAdc _adc;
    private readonly RadioBus _radio;
    private readonly int _rate;
    private readonly long _startUtcMs;
    private long _nowMs;
    private long _dueMs;

    /// <summary>1 while it waits to be stepped because something arrived.</summary>
    public int IsCalled;

    public LoadBoard(BrokerAddress broker, string id, ulong epoch, byte[] package, int rate, long startUtcMs)
    {
        _rate = rate;
        _startUtcMs = startUtcMs;
        var profile = new BoardProfile(id, null, [new ChannelProfile("soil1", 0, "raw", [])], 4096);
        _adc = new SignalAdc(new Ramp());
        BoardConfig config = BoardSetup.OneOfMany(profile, new BoardClockMode(rate));
        config.EpochSeed = epoch;
        Epoch = epoch;
        Bus = new MqttNetBus(broker, BrokerCredentials.None, new Topics(), id, TimeProvider.System);
        _radio = new RadioBus(Bus);
        Board = new Board(config, _adc, new MemoryStore(), [], Committed, 0);
        Board.SetClock(startUtcMs, ClockQuality.Network, 0);
        Board.Attach(_radio);
        Bus.StatusOf = new BoardStatusText(() => Board, () => Volatile.Read(ref _nowMs)).Write;
        PackageStatus status = Board.Deploy(package, false, 0, 0, out _);
        if (status != PackageStatus.Accepted)
        {
            throw new InvalidOperationException($"the board refused its job: {status}");
        }
    }

    public Board Board { get; }

    public MqttNetBus Bus { get; }

    public ulong Epoch { get; }

    public CommittedRecords Committed { get; } = new();

    /// <summary>True when the board has the hub's word for everything that it committed.</summary>
    public bool IsDelivered => Board.Ledger.AcknowledgedTo >= Committed.Last;

    /// <summary>Lives up to a moment: most of it with the radio off, the end of it with the radio on.</summary>
    /// <param name="toMs">Monotonic board time.</param>
    public void Live(long toMs)
    {
        _radio.IsOn = false;
        StepTo(toMs - (RadioLeadMs * _rate) - 1);
        Stay(toMs);
    }

    /// <summary>Lives up to a moment with the radio on.</summary>
    public void Stay(long toMs)
    {
        _radio.IsOn = true;
        StepTo(toMs);
    }

    /// <summary>Takes what arrived, and sends what can be sent, without time passing.</summary>
    public void Talk() => StepTo(_nowMs);

    /// <summary>No more reports: the job rests, and what is there goes out.</summary>
    public void Rest() => Board.SetPaused(0, true, _nowMs);

    private void StepTo(long toMs)
    {
        for (long nextMs = Math.Min(_dueMs, toMs); nextMs <= toMs; nextMs = Math.Max(_dueMs, _nowMs))
        {
            Volatile.Write(ref _nowMs, Math.Max(_nowMs, nextMs));
            _adc.UtcMs = _startUtcMs + _nowMs;
            _dueMs = Board.Step(_nowMs);
        }

        Volatile.Write(ref _nowMs, Math.Max(_nowMs, toMs));
    }

    /// <summary>A signal that costs nothing and is not always the same.</summary>
    private sealed class Ramp : ISignal
    {
        public int CountAt(int channel, long utcMs) => (int)(utcMs / 60_000 % 4000);
    }
}
