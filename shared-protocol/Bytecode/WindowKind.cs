namespace NanoBatch.Protocol
{
    /// <summary>How a task's window is measured.</summary>
    public enum WindowKind : byte
    {
        Duration = 0,
        Samples = 1,

        /// <summary>All that the job's rings keep.</summary>
        AllKept = 2,
    }
}
