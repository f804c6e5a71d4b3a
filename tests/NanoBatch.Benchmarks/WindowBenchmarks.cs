using BenchmarkDotNet.Attributes;

namespace NanoBatch.Benchmarks;

/// <summary>Time of one window on this machine's .NET: the runtime's engine against the same job written by hand.</summary>
[MemoryDiagnoser]
public class WindowBenchmarks
{
    private readonly Tuned _tuned = new();
    private BoardBench _plainRings = null!;
    private BoardBench _summaries = null!;
    private (ushort[] Ring, int Oldest)[] _rings = null!;
    private Workload _workload = null!;

    [Params("W1", "W2", "W3")]
    public string Job { get; set; } = "W1";

    [GlobalSetup]
    public void Setup()
    {
        _workload = Job switch { "W1" => Workload.W1, "W2" => Workload.W2, _ => Workload.W3 };
        _plainRings = new BoardBench(_workload, false);
        _summaries = new BoardBench(_workload, true);
        _rings = new (ushort[], int)[_workload.ChannelCount];
        for (int c = 0; c < _rings.Length; c++)
        {
            _rings[c] = _workload.RingOf(c, Job switch { "W1" => 4096, "W2" => 1536, _ => 1024 });
        }
    }

    [Benchmark(Description = "nanobatch engine, plain rings")]
    public double Engine() => _plainRings.Run();

    [Benchmark(Description = "nanobatch engine, block summaries")]
    public double EngineWithSummaries() => _summaries.Run();

    [Benchmark(Baseline = true, Description = "C#, tuned by hand")]
    public double TunedByHand()
    {
        double last = 0;
        for (int c = 0; c < _rings.Length; c++)
        {
            (ushort[] ring, int oldest) = _rings[c];
            last = (Job switch
            {
                "W1" => _tuned.W1(ring, oldest, _workload.Window, _workload.A[c], _workload.B[c]),
                "W2" => _tuned.W2(ring, oldest, _workload.Window, _workload.A[c], _workload.B[c]),
                _ => _tuned.W3(ring, oldest, _workload.Window, _workload.A[c], _workload.B[c]),
            })[0];
        }

        return last;
    }

    [Benchmark(Description = "C#, straightforward")]
    public double Straightforward()
    {
        double last = 0;
        for (int c = 0; c < _rings.Length; c++)
        {
            (ushort[] ring, int oldest) = _rings[c];
            last = (Job switch
            {
                "W1" => Plain.W1(ring, oldest, _workload.Window, _workload.A[c], _workload.B[c]),
                "W2" => Plain.W2(ring, oldest, _workload.Window, _workload.A[c], _workload.B[c]),
                _ => Plain.W3(ring, oldest, _workload.Window, _workload.A[c], _workload.B[c]),
            })[0];
        }

        return last;
    }
}
