namespace NanoBatch.Simulation.Flash;

/// <summary>Calls that fail though the power is on, drawn from a seed. Rates are per million calls.</summary>
public sealed class FlashFaults(ulong seed)
{
    public Chance Chance { get; } = new(seed);

    /// <summary>Reads that report an error.</summary>
    public int ReadsPerMillion { get; set; }

    /// <summary>Appends that report an error after nothing, a part or everything was written.</summary>
    public int AppendsPerMillion { get; set; }

    /// <summary>Deletes that report an error and leave the file.</summary>
    public int DeletesPerMillion { get; set; }
}
