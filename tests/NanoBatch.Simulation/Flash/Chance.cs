namespace NanoBatch.Simulation.Flash;

/// <summary>A stream of numbers from one seed (SplitMix64): the only source of chance in a simulation.</summary>
public sealed class Chance(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>Begins the stream of another seed.</summary>
    public void Restart(ulong seed) => _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)((Next() >> 33) % (ulong)limit);

    /// <summary>True in <paramref name="perMillion"/> of a million cases.</summary>
    public bool Hits(int perMillion) => perMillion > 0 && Below(1_000_000) < perMillion;

    /// <summary>A seed made of two numbers, for a stream that depends on nothing else.</summary>
    public static ulong Combine(ulong a, ulong b) => Mix((a * Golden) ^ Mix(b + Golden));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
