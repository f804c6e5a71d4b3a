namespace NanoBatch.Simulation.World;

/// <summary>A compiled job.</summary>
/// <param name="Bytes">The package.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Name">The digest as text.</param>
public sealed record SimulatedPackage(byte[] Bytes, byte[] Digest, string Name);
