using System;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>A pulse as an optical sensor on a finger sees it: a steep rise, a slow fall with a second small wave, breathing underneath.</summary>
/// <remarks>A pure function of the instant. The rate swings around its mean with the breath, as in people at rest.</remarks>
/// <param name="seed">Picks the noise.</param>
/// <param name="beatsPerMinute">Mean rate, 30..200.</param>
public sealed class VitalsModel(int seed, double beatsPerMinute = 66) : ISignal
{
    private const double Base = 1900;
    private const double PulseHeight = 900;
    private const double SecondWave = 0.18;
    private const double SecondWaveAt = 0.45;
    private const double SecondWaveWidth = 0.12;
    private const double RiseShare = 0.15;
    private const double BreathSeconds = 4.2;
    private const double BreathHeight = 60;
    private const double BreathBeats = 0.08;        // a beat comes up to this share of a beat early or late
    private const double NoiseCounts = 8;

    private readonly SignalNoise _noise = new(seed);
    private long _lastMs = long.MinValue;
    private int _repeat;

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs)
    {
        _repeat = utcMs == _lastMs ? _repeat + 1 : 0;       // each reading of a burst has noise of its own
        _lastMs = utcMs;
        double seconds = utcMs / 1000.0;
        double breath = Wave(Fraction(seconds / BreathSeconds));
        double phase = Fraction((seconds * beatsPerMinute / 60) + (BreathBeats * breath));
        double counts = Base + (PulseHeight * Pulse(phase)) + (BreathHeight * breath) + (NoiseCounts * _noise.Normal(_repeat, channel, utcMs));
        return InverseCalibration.NearestCount(counts);
    }

    /// <summary>One beat: up in the first sixth, then down, with the reflected wave on the way; 0..1.</summary>
    private static double Pulse(double phase)
    {
        double main = phase < RiseShare ? Smooth(phase / RiseShare) : Fall((phase - RiseShare) / (1 - RiseShare));
        double x = Math.Abs(phase - SecondWaveAt) / SecondWaveWidth;
        return main + (x < 1 ? SecondWave * (1 - (x * x)) : 0);
    }

    private static double Fall(double x) => (1 - x) * (1 - x);

    private static double Smooth(double x) => x * x * (3 - (2 * x));

    /// <summary>A rounded wave from -1 to 1 and back, period 1.</summary>
    private static double Wave(double x) => (2 * Smooth(x < 0.5 ? 2 * x : 2 - (2 * x))) - 1;

    private static double Fraction(double x) => x - Math.Floor(x);
}
