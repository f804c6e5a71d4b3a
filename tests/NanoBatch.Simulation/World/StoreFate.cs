namespace NanoBatch.Simulation.World;

/// <summary>What becomes of a transaction.</summary>
internal enum StoreFate
{
    Commits = 0,

    /// <summary>The database refuses; its owner lives on.</summary>
    Fails,
    DiesBeforeCommit,
    DiesAfterCommit,
}
