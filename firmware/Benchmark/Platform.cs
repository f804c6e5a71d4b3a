namespace NanoBatch.Benchmark
{
    /// <summary>What a benchmark asks the runtime under it: time and memory. One implementation for .NET, one for nanoFramework, beside the programs that start it.</summary>
    public abstract class Platform
    {
        /// <summary>Monotonic time, µs; its grain may be coarse.</summary>
        public abstract long NowMicroseconds();

        /// <summary>Free managed memory, bytes: after a collection on nanoCLR; on .NET less by every byte ever allocated, so that garbage counts, too.</summary>
        public abstract long FreeBytes();

        /// <summary>Begins to watch for allocations. On nanoCLR the heap is filled up to a margin first, so that what is allocated must cause a collection.</summary>
        /// <returns>Bytes that can be allocated unseen.</returns>
        public abstract int BeginWatch();

        /// <summary>Ends the watch.</summary>
        /// <returns>True where more was allocated than can be unseen.</returns>
        public abstract bool EndWatch();
    }
}
