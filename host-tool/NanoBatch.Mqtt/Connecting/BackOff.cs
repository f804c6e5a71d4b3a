using System;

namespace NanoBatch.Mqtt;

/// <summary>Waits between attempts to reach a broker: each twice the last up to a limit, and each drawn from half of it upwards.</summary>
/// <remarks>A thousand clients whose broker comes back do not all knock in the same second.</remarks>
public sealed class BackOff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Random _chance;
    private int _attempts;

    /// <param name="first">First wait at most, more than zero.</param>
    /// <param name="longest">No wait is longer.</param>
    /// <param name="seed">For the draws: differs from client to client.</param>
    public BackOff(TimeSpan first, TimeSpan longest, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        _first = first;
        _longest = longest;
        _chance = new Random(seed);
    }

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan Next()
    {
        double ceiling = Math.Min(_first.TotalMilliseconds * Math.Pow(2, Math.Min(_attempts, 30)), _longest.TotalMilliseconds);
        _attempts++;
        return TimeSpan.FromMilliseconds(ceiling * (0.5 + (_chance.NextDouble() / 2)));
    }

    /// <summary>An attempt succeeded: the next wait is the first one again.</summary>
    public void Reset() => _attempts = 0;
}
