using System;
using System.Diagnostics;
using NanoBatch.Benchmark;

namespace NanoBatch.Benchmarks;

/// <summary>Time and memory of .NET for the programs that also run on nanoCLR.</summary>
internal sealed class HostPlatform : Platform
{
    private long _allocatedBytes;

    public override long NowMicroseconds() => (long)Stopwatch.GetElapsedTime(0).TotalMicroseconds;

    public override long FreeBytes() => -GC.GetAllocatedBytesForCurrentThread();

    public override int BeginWatch()
    {
        _allocatedBytes = GC.GetAllocatedBytesForCurrentThread();
        return 0;
    }

    public override bool EndWatch() => GC.GetAllocatedBytesForCurrentThread() != _allocatedBytes;
}
