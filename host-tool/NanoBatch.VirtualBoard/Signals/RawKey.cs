namespace NanoBatch.VirtualBoard.Signals;

/// <summary>How a channel was sampled; counts of one way say nothing exact about another (DECISIONS 38).</summary>
/// <param name="Channel">Channel name.</param>
/// <param name="PeriodMs">Milliseconds from one sampling instant to the next.</param>
/// <param name="Burst">Readings behind each count.</param>
/// <param name="IsMedian">Whether a burst becomes its median instead of its mean; one reading is both.</param>
public readonly record struct RawKey(string Channel, int PeriodMs, int Burst, bool IsMedian);
