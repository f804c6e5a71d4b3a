namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Chance that depends on a seed and on what it is asked for, never on what was asked before.</summary>
/// <remarks>Mixing is SplitMix64's finaliser (Steele, Lea, Flood 2014). Only + - * and shifts: every machine draws the same curve.</remarks>
internal readonly struct SignalNoise(long seed)
{
    private const double Unit = 1.0 / (1L << 53);
    private const double RootOfThree = 1.7320508075688772;

    /// <summary>Evenly spread, 0 up to but not including 1.</summary>
    /// <param name="what">Keeps the purposes apart.</param>
    /// <param name="channel">Channel.</param>
    /// <param name="index">Day, step or instant.</param>
    public double Uniform(int what, int channel, long index) => (Mix(what, channel, index) >> 11) * Unit;

    /// <summary>Close to a normal distribution with standard deviation 1: the sum of four even ones, so never beyond 3.5.</summary>
    public double Normal(int what, int channel, long index)
    {
        ulong bits = Mix(what, channel, index);
        long sum = (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);
        return ((sum / 65536.0) - 2) * RootOfThree;
    }

    private ulong Mix(int what, int channel, long index) =>
        Finish(Finish(Finish((ulong)seed + 0x9E3779B97F4A7C15) ^ (ulong)(((long)what << 32) | (uint)channel)) ^ (ulong)index);

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
