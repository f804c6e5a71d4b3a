namespace NanoBatch.Runtime
{
    /// <summary>How much a log line matters.</summary>
    public enum LogLevel : byte
    {
        Note = 0,

        /// <summary>Something failed and heals by itself.</summary>
        Warning = 1,

        /// <summary>Somebody has to look.</summary>
        Error = 2,
    }
}
