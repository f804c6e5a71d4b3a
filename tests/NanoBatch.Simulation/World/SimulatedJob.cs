using System.Collections.Generic;

namespace NanoBatch.Simulation.World;

/// <summary>A job by its name, with the packages of its versions.</summary>
public sealed record SimulatedJob(string Name, IReadOnlyList<SimulatedPackage> Versions);
