namespace NanoBatch.Simulation.Flash;

/// <summary>What becomes of written bytes whose file was not closed when the power went.</summary>
public enum UnclosedFate
{
    /// <summary>The bytes that reached flash are there.</summary>
    Kept,

    /// <summary>None of them is.</summary>
    Lost,

    /// <summary>The file has its full or its partial length, and some of its pages were never programmed: they hold 0xFF.</summary>
    Reordered,
}
