using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Soil moisture as probes in one field see it: dry-down by day, rain, irrigation, drainage, noise, loose plugs and gaps.</summary>
/// <remarks>
/// The formula and its parameters are on docs/SIGNAL-MODEL.md. Deterministic: the same seed and instant give the same count on every machine,
/// whatever was asked before; only further readings of the same instant, which a burst makes, draw noise of their own. Single thread.
/// </remarks>
public sealed class SoilMoistureModel : ISignal
{
    private const long StepMs = 600_000;
    private const long HourMs = 3_600_000;
    private const long DayMs = 86_400_000;
    private const double StepHours = (double)StepMs / HourMs;
    private const double FullPercent = 60;
    private const double SunRises = 6;
    private const double SunHours = 12;
    private const double DayMean = 3;       // the mean of 4x(1-x) over half a day and zero over the other is 1/3
    private const double ProbeSpread = 0.25;
    private const int RainDay = 1, RainHour = 2, RainDepth = 3, Reading = 4, Failure = 5, PlugDay = 6, PlugMinute = 7, Probe = 8;

    // What a channel without a calibration is taken for: a capacitive probe, dry in air and in water.
    private static readonly CalibrationPoint[] s_probe = [new(3100, 0), new(1240, FullPercent)];

    private readonly SoilMoistureParameters _field;
    private readonly SignalNoise _noise;
    private readonly SteppedState _steps;
    private readonly InverseCalibration[] _inverse;
    private readonly (double Low, double High)[] _scale;
    private readonly double[] _percent;         // water content at the probe at the start of the step
    private readonly double[] _nextPercent;     // and at its end
    private readonly double[] _pondMm;          // water on its way down
    private (int Channel, long Ms) _lastReading = (-1, 0);
    private int _repeat;

    /// <summary>Makes the field under a board.</summary>
    /// <param name="channels">Every channel is a probe; one in another unit than % shows 0 to 60 % as the range of its calibration.</param>
    public SoilMoistureModel(IReadOnlyList<ChannelProfile> channels, SoilMoistureParameters field)
    {
        _field = field;
        _noise = new SignalNoise(field.Seed);
        IReadOnlyList<CalibrationPoint>[] points = channels.Select(channel => channel.IsCalibrated ? channel.Calibration : s_probe).ToArray();
        _inverse = points.Select(calibration => new InverseCalibration(calibration)).ToArray();
        _scale = channels.Select((channel, i) => channel.IsCalibrated && channel.Unit != "%"
            ? (points[i].Min(point => point.Value), points[i].Max(point => point.Value)) : (0, FullPercent)).ToArray();
        _percent = new double[channels.Count];
        _nextPercent = new double[channels.Count];
        _pondMm = new double[channels.Count];
        _steps = new SteppedState(field.StartMs - StepMs, StepMs, Reset, Step);     // one step ahead: both ends of a step are known
    }

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs)
    {
        _repeat = _lastReading == (channel, utcMs) ? _repeat + 1 : 0;
        _lastReading = (channel, utcMs);
        if (_noise.Uniform(Failure, channel, utcMs) < _field.GapChance)
        {
            return Signal.Gap;
        }

        if (RailAt(channel, utcMs) is { } rail)
        {
            return rail;
        }

        double percent = PercentAt(channel, utcMs) + (_field.NoisePercent * _noise.Normal(Reading + (_repeat << 8), channel, utcMs));
        (double low, double high) = _scale[channel];
        return _inverse[channel].CountOf(low + (Math.Max(percent, 0) * (high - low) / FullPercent));
    }

    /// <summary>The water content that a faultless probe without noise would show, %.</summary>
    public double PercentAt(int channel, long utcMs)
    {
        double share = _steps.MoveTo(utcMs);
        double percent = _percent[channel] + (share * (_nextPercent[channel] - _percent[channel]));
        return percent + (_field.TemperatureSwingPercent * ((2 * Sun(HourOf(utcMs))) - 1));
    }

    private void Reset()
    {
        Array.Fill(_percent, _field.StartPercent);
        Array.Fill(_nextPercent, _field.StartPercent);
        Array.Clear(_pondMm);
    }

    private void Step(long beginMs)
    {
        long ms = beginMs + StepMs;             // the state runs one step ahead
        double sun = DayMean * Sun(HourOf(ms));
        double rainMm = RainMmAt(ms);
        for (int i = 0; i < _percent.Length; i++)
        {
            double percent = _percent[i] = _nextPercent[i];
            _pondMm[i] += rainMm + IrrigationMmAt(ms, percent);
            double soakedMm = _pondMm[i] * Math.Min(1, StepHours / _field.InfiltrationHours);
            _pondMm[i] -= soakedMm;

            // Probes lie in spots that dry at their own speed.
            double spot = 1 + (ProbeSpread * ((2 * _noise.Uniform(Probe, i, 0)) - 1));
            double dried = Math.Max(percent - _field.WiltingPercent, 0) * sun * spot * StepHours / (24 * _field.DryDownDays);
            double drained = Math.Max(percent - _field.CapacityPercent, 0) * Math.Min(1, StepHours / _field.DrainageHours);
            _nextPercent[i] = Math.Min(percent - dried - drained + (100 * soakedMm / _field.RootZoneMm), _field.SaturationPercent);
        }
    }

    /// <summary>Rain of a step: a rainy day has one shower, one hour long.</summary>
    private double RainMmAt(long ms)
    {
        long day = ms / DayMs;
        int hour = (int)(_noise.Uniform(RainHour, 0, day) * 24);
        if ((int)HourOf(ms) != hour || _noise.Uniform(RainDay, 0, day) >= _field.RainChance)
        {
            return 0;
        }

        double u = _noise.Uniform(RainDepth, 0, day);
        return _field.RainMeanMm * (0.25 + (3 * u * u * u)) * StepHours;    // mean 1, and now and then a downpour
    }

    /// <summary>Irrigation of a step: all of it in the step at which the hour of decision begins.</summary>
    private double IrrigationMmAt(long ms, double percent)
    {
        bool isDecision = ms % DayMs / StepMs == _field.IrrigationHour * HourMs / StepMs;
        return isDecision && percent < _field.IrrigationBelowPercent ? _field.IrrigationMm : 0;
    }

    private int? RailAt(int channel, long utcMs)
    {
        long day = utcMs / DayMs;
        double minute = (utcMs % DayMs / 60_000.0) - (_noise.Uniform(PlugMinute, channel, day) * (1440 - _field.RailMinutes));
        bool isLoose = minute >= 0 && minute < _field.RailMinutes && _noise.Uniform(PlugDay, channel, day) < _field.RailChance;
        return isLoose ? (_noise.Uniform(PlugDay, channel, ~day) < 0.5 ? 0 : Signal.CountMax) : null;
    }

    /// <summary>Strength of the sun, 0..1: a parabola from six to six, which needs no sine and so is the same on every machine.</summary>
    private static double Sun(double hour)
    {
        double x = (hour - SunRises) / SunHours;
        return x is > 0 and < 1 ? 4 * x * (1 - x) : 0;
    }

    private static double HourOf(long ms) => (double)(ms % DayMs) / HourMs;
}
