using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>Analog inputs that see a recorded or modelled signal at the board's time.</summary>
internal sealed class SignalAdc(ISignal signal) : IAdc
{
    /// <summary>UTC of the reading, ms since 1970.</summary>
    public long UtcMs { get; set; }

    public int Read(int channel) => signal.CountAt(channel, UtcMs);
}
