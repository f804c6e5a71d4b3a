using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Runtime;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>Analog inputs that remember when they were read.</summary>
internal sealed class SimulatedAdc(SimulatedMachine machine) : IAdc
{
    private readonly List<(long Ms, int Channel, int Counts)> _readings = [];

    /// <summary>Counts of a channel at a time.</summary>
    public Func<int, long, int> Counts { get; set; } = (channel, ms) => 1000 + channel;

    public bool Throws { get; set; }

    public bool FailsToOpen { get; set; }

    /// <summary>The next reading never ends.</summary>
    public bool Hangs { get; set; }

    public IReadOnlyList<(long Ms, int Channel, int Counts)> Readings => _readings;

    public int Read(int channel)
    {
        if (Hangs)
        {
            Hangs = false;
            machine.Wait(int.MaxValue / 2);
        }

        if (Throws)
        {
            throw new InjectedException("adc");
        }

        int counts = Counts(channel, machine.ElapsedMs);
        _readings.Add((machine.ElapsedMs, channel, counts));
        return counts;
    }

    /// <summary>Longest time without a reading of a channel between two moments.</summary>
    public long LongestGapMs(int channel, long fromMs, long toMs)
    {
        long[] times = [fromMs, .. _readings.Where(r => r.Channel == channel && r.Ms > fromMs && r.Ms < toMs).Select(r => r.Ms), toMs];
        return times.Zip(times.Skip(1), (a, b) => b - a).Max();
    }
}
