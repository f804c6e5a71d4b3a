namespace NanoBatch.Protocol
{
    /// <summary>Where a job stands on a board (DECISIONS 44).</summary>
    public enum JobState : byte
    {
        Staged = 0,
        Trial = 1,
        Confirmed = 2,
        Quarantined = 3,
        Paused = 4,
        Removed = 5,
    }
}
