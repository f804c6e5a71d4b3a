using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>One board of a fleet: the runtime, what its inputs see, its broker, and when it wants to be stepped.</summary>
public sealed class FleetBoard
{
    private readonly BoardStart _start;
    private SignalAdc _adc;

    /// <summary>Builds the board and restores its store.</summary>
    /// <param name="profile">The board; its id is unique in the fleet.</param>
    /// <param name="signal">What its inputs see.</param>
    /// <param name="store">Its files.</param>
    /// <param name="bus">Its broker.</param>
    /// <param name="mode">Speed of its clock.</param>
    /// <param name="startUtcMs">UTC at the start, ms.</param>
    /// <param name="epochSeed">Epoch of a store that turns out to be new; not zero.</param>
    public FleetBoard(BoardProfile profile, ISignal signal, IStore store, MqttNetBus bus, BoardClockMode mode, long startUtcMs, ulong epochSeed)
    {
        _start = new BoardStart(profile, () => BoardSetup.OneOfMany(profile, mode), signal, store, [], bus, startUtcMs, epochSeed);
        (Board, _adc, _) = _start.Run(0, BoardStart.PowerOn);
        Id = profile.Id;
        Bus = bus;
    }

    /// <summary>Its id at the broker.</summary>
    public string Id { get; }

    /// <summary>Its broker.</summary>
    public MqttNetBus Bus { get; }

    internal Board Board { get; private set; }

    /// <summary>Monotonic time at which it stands in the scheduler's queue; <see cref="long.MaxValue"/> where it does not.</summary>
    internal long QueuedMs { get; set; } = long.MaxValue;

    /// <summary>1 while it waits in the scheduler's queue of those that something arrived for.</summary>
    internal int IsCalled;

    internal long Step(long nowMs)
    {
        _adc.UtcMs = _start.StartUtcMs + nowMs;
        long nextMs = Board.Step(nowMs);
        if (Board.IsRestartAsked)
        {
            ISelfTest? selfTest = Board.SelfTest;
            (Board, _adc, _) = _start.Run(nowMs, BoardStart.SoftwareRestart);
            Board.SelfTest = selfTest;
            nextMs = nowMs;
        }

        return nextMs;
    }
}
