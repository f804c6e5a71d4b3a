namespace NanoBatch.Simulation.World;

/// <summary>A row of a receiver's database.</summary>
internal sealed record StoredRow(ulong Epoch, uint Number, byte[] Bytes);
