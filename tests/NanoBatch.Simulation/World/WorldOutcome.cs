namespace NanoBatch.Simulation.World;

/// <summary>How one world ended.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Step">Number of the event at which it ended.</param>
/// <param name="Hash">Of all its events: the same seed and days give the same.</param>
/// <param name="Figures">What happened in it.</param>
/// <param name="Failure">What must never happen and did, or null.</param>
public sealed record WorldOutcome(ulong Seed, long Step, ulong Hash, WorldFigures Figures, string? Failure);
