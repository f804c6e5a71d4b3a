namespace NanoBatch.Benchmark
{
    /// <summary>The runtime's own path.</summary>
    internal sealed class EngineContender : Contender
    {
        public readonly BenchBoard Board;

        public EngineContender(string name, BenchBoard board)
            : base(name)
        {
            Board = board;
        }

        public override double[] Values
        {
            get { return Board.Values; }
        }

        public override void Run()
        {
            Board.Run();
        }
    }
}
