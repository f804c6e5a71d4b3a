namespace NanoBatch.Simulation.Checks;

/// <summary>How the product reads a log: the first record at or after a number.</summary>
/// <returns>Its bytes, 0 where there is none.</returns>
public delegate int RecordReader(uint record, byte[] buffer);
