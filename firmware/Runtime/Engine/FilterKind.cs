namespace NanoBatch.Runtime
{
    /// <summary>How the <c>in</c> range of a scan is given.</summary>
    public static class FilterKind
    {
        /// <summary>No <c>in</c>.</summary>
        public const byte None = 0;

        /// <summary>In the unit of the series.</summary>
        public const byte Unit = 1;

        /// <summary>In raw counts of the one channel of the series.</summary>
        public const byte Counts = 2;
    }
}
