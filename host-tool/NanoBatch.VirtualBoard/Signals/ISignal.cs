namespace NanoBatch.VirtualBoard.Signals;

/// <summary>What the pins of a virtual board see.</summary>
public interface ISignal
{
    /// <summary>The reading of a channel at an instant.</summary>
    /// <param name="channel">Position of the channel in the board's profile.</param>
    /// <param name="utcMs">Milliseconds since 1970-01-01T00:00Z; implementations are fastest when time rises from call to call.</param>
    /// <returns>ADC counts, 0..4095, or <see cref="Signal.Gap"/> where the reading fails.</returns>
    int CountAt(int channel, long utcMs);
}
