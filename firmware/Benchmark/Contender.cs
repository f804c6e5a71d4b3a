namespace NanoBatch.Benchmark
{
    /// <summary>One way to do a workload; all of them give the same numbers.</summary>
    public abstract class Contender
    {
        /// <summary>As the lines show it.</summary>
        public readonly string Name;

        protected Contender(string name)
        {
            Name = name;
        }

        /// <summary>One window of every channel.</summary>
        public abstract void Run();

        /// <summary>Numbers of the last run: item after item, of each item one a channel.</summary>
        public abstract double[] Values { get; }
    }
}
