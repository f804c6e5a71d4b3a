using System;
using NanoBatch.Benchmark;

/// <summary>Time and memory of nanoFramework; compiled for the device alone, beside the program that starts a benchmark.</summary>
public sealed class DevicePlatform : Platform
{
    private const int UnseenBytes = 8 * 1024;
    private const int ChunkBytes = 4 * 1024;

    private readonly byte[][] _ballast = new byte[4096][];
    private WeakReference _witness;

    public override long NowMicroseconds()
    {
        return DateTime.UtcNow.Ticks / 10;
    }

    public override long FreeBytes()
    {
        return (long)nanoFramework.Runtime.Native.GC.Run(true);
    }

    /// <summary>Fills the heap but for some 8 KB and leaves garbage that a collection would take: as long as it is there, nothing more than those was used up.</summary>
    public override int BeginWatch()
    {
        int count = 0;
        try
        {
            while (FreeBytes() > UnseenBytes + ChunkBytes)
            {
                _ballast[count++] = new byte[ChunkBytes];
            }
        }
        catch (OutOfMemoryException)
        {
            // What is left lies in smaller pieces: full enough, and the figure below says how full.
        }

        _witness = NewWitness();
        return UnseenBytes + ChunkBytes;
    }

    public override bool EndWatch()
    {
        bool hasCollected = !_witness.IsAlive;
        Array.Clear(_ballast, 0, _ballast.Length);
        return hasCollected;
    }

    private static WeakReference NewWitness()
    {
        return new WeakReference(new byte[16]);
    }
}
