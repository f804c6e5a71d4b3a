namespace NanoBatch.Simulation.Images;

/// <summary>How a store image is damaged.</summary>
public enum DamageKind
{
    /// <summary>One bit of a file is flipped.</summary>
    Flip,

    /// <summary>A file ends early.</summary>
    Truncate,

    /// <summary>A block of 4 KB of a file reads 0xFF.</summary>
    Erase,
}
