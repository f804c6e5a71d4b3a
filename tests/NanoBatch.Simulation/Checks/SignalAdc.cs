using NanoBatch.Runtime;

namespace NanoBatch.Simulation.Checks;

/// <summary>Analog inputs whose readings are a function of channel and time: the same run gives the same records.</summary>
public sealed class SignalAdc : IAdc
{
    private const int PeriodMs = 300_000;

    /// <summary>Time of the next reading.</summary>
    public long NowMs { get; set; }

    public int Read(int channel) => (int)(((NowMs % PeriodMs * 4000 / PeriodMs) + (channel * 977) + (NowMs / PeriodMs * 31)) % 4096);
}
