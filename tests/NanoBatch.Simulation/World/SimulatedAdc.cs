using System;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.World;

/// <summary>Analog inputs whose counts are a cheap function of channel and time: a wave of half a day with some noise, and a failed reading now and then.</summary>
internal sealed class SimulatedAdc(SimulatedWorld world, int board) : IAdc
{
    private const long WaveMs = 12 * WorldPlan.Hour;

    public int Read(int channel)
    {
        uint noise = (uint)((world.NowMs / 1000 * 2_654_435_761) + (channel * 40_503) + (board * 977)) * 2_246_822_519;
        if (noise % 97 == 0)
        {
            return Ring.Gap;
        }

        long phase = (world.NowMs + (channel * WorldPlan.Hour) + (board * 7 * WorldPlan.Minute)) % WaveMs;
        return 1600 + (int)(Math.Abs(phase - (WaveMs / 2)) * 800 / (WaveMs / 2)) + (int)((noise >> 8) % 64);
    }
}
