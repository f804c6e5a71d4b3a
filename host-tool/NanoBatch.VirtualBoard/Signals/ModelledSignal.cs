using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Signals for a virtual board without recorded data: each channel gets the model that its name or unit suggests.</summary>
/// <remarks>Names with <c>pulse</c> or <c>ppg</c> are a pulse, those with <c>cars</c>, <c>count</c>, <c>traffic</c> or <c>vehicle</c> a counter,
/// everything else is a probe in one field of soil.</remarks>
public sealed class ModelledSignal : ISignal
{
    private readonly ISignal[] _models;

    /// <summary>Chooses the models.</summary>
    /// <param name="profile">The board.</param>
    /// <param name="startMs">Where the models start, milliseconds since 1970.</param>
    /// <param name="seed">Picks weather, traffic and noise; boards of one fleet have different ones.</param>
    public ModelledSignal(BoardProfile profile, long startMs, int seed)
    {
        var soil = new SoilMoistureModel(profile.Channels, new SoilMoistureParameters { StartMs = startMs, Seed = seed });
        _models = profile.Channels.Select((channel, i) => ModelOf(channel.Name, soil, startMs, unchecked((seed * 31) + i))).ToArray();
    }

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs) => _models[channel].CountAt(channel, utcMs);

    private static ISignal ModelOf(string name, SoilMoistureModel soil, long startMs, int seed)
    {
        if (HasAny(name, ["pulse", "ppg"]))
        {
            return new VitalsModel(seed);
        }

        return HasAny(name, ["cars", "count", "traffic", "vehicle"]) ? new TrafficModel(seed, startMs) : soil;
    }

    private static bool HasAny(string name, IEnumerable<string> words) => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
