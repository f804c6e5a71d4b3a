using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>How a virtual board comes up: at power-on, and again where it was asked to restart.</summary>
/// <param name="Profile">The board as it was started; a profile in its store counts more.</param>
/// <param name="Configure">Its configuration without what comes from a store.</param>
/// <param name="Signal">What its inputs see.</param>
/// <param name="Store">Its files.</param>
/// <param name="Links">Its byte streams.</param>
/// <param name="Bus">Its broker, or null.</param>
/// <param name="StartUtcMs">UTC at power-on, ms.</param>
/// <param name="EpochSeed">Epoch of a store that turns out to be new; not zero.</param>
internal sealed record BoardStart(
    BoardProfile Profile, Func<BoardConfig> Configure, ISignal Signal, IStore Store, IByteLink[] Links, IMessageBus? Bus, long StartUtcMs, ulong EpochSeed)
{
    // See BoardHealth.ResetCause.
    public const int PowerOn = 1;
    public const int SoftwareRestart = 3;

    /// <summary>Builds the board and restores its store.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <param name="resetCause">Why it starts.</param>
    /// <returns>The board, its inputs, and whether it runs on a profile of its store.</returns>
    public (Board Board, SignalAdc Adc, bool HasStoredProfile) Run(long nowMs, int resetCause)
    {
        BoardConfig config = Configure();
        config.EpochSeed = EpochSeed;
        ISignal signal = Signal;
        ProfileRecord? record = new ProfileFile(Store).Load();
        if (record is not null)
        {
            BoardSetup.Apply(config, record);
            signal = new RewiredSignal(Signal, Profile, config.Channels);
        }

        var adc = new SignalAdc(signal) { UtcMs = StartUtcMs + nowMs };
        var board = new Board(config, adc, Store, Links, null, nowMs);
        board.Health.ResetCause = resetCause;
        board.SetClock(StartUtcMs + nowMs, ClockQuality.Network, nowMs);
        if (Bus is not null)
        {
            board.Attach(Bus);
        }

        return (board, adc, record is not null);
    }
}
