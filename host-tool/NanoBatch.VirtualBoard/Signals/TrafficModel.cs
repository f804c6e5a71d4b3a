using System;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>A vehicle counter beside a road: it rises, runs over at 4095 and starts from zero, and loses its count at a power cut.</summary>
/// <remarks>Two rush hours on a base load; single vehicles by chance. Deterministic from its seed, like all models here.</remarks>
/// <param name="seed">Picks the traffic.</param>
/// <param name="startMs">Instant at which the counter stands at 0, milliseconds since 1970.</param>
public sealed class TrafficModel(int seed, long startMs) : ISignal
{
    private const long StepMs = 1000;
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;
    private const double BasePerHour = 60;
    private const double RushPerHour = 900;
    private const double RushHours = 3;
    private const double MorningPeak = 7.5;
    private const double EveningPeak = 17;
    private const double PowerCutsPerDay = 0.3;
    private const int Vehicle = 1, PowerCut = 2;

    private readonly SignalNoise _noise = new(seed);
    private SteppedState? _steps;
    private int _count;

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs)
    {
        _steps ??= new SteppedState(startMs, StepMs, () => _count = 0, Step);
        _steps.MoveTo(utcMs);
        return _count;
    }

    private void Step(long ms)
    {
        if (_noise.Uniform(PowerCut, 0, ms) < PowerCutsPerDay * StepMs / DayMs)
        {
            _count = 0;
        }

        if (_noise.Uniform(Vehicle, 0, ms) < VehiclesPerHour(ms) * StepMs / HourMs)
        {
            _count = (_count + 1) & Signal.CountMax;
        }
    }

    /// <summary>Expected vehicles per hour at an instant.</summary>
    internal static double VehiclesPerHour(long utcMs)
    {
        double hour = (double)(utcMs % DayMs) / HourMs;
        return BasePerHour + (RushPerHour * (Peak(hour - MorningPeak) + Peak(hour - EveningPeak)));
    }

    private static double Peak(double hours)
    {
        double x = Math.Abs(hours) / RushHours;
        return x < 1 ? (1 - (x * x)) * (1 - (x * x)) : 0;
    }
}
