using System;
using NanoBatch.Benchmark;

/// <summary>Time and memory of nanoFramework; compiled for the device alone, beside the program that starts a benchmark.</summary>
public sealed class DevicePlatform : Platform
{
    private const int UnseenBytes = 6 * 1024;
    private const int ChunkBytesMax = 256 * 1024;       // an object is smaller than 64 K blocks of 12 bytes
    private const int ChunkBytesMin = 256;
    private const int ChunksMax = 96;

    private byte[][] _ballast;
    private WeakReference _witness;

    public override long NowMicroseconds()
    {
        return DateTime.UtcNow.Ticks / 10;
    }

    public override long FreeBytes()
    {
        return (long)nanoFramework.Runtime.Native.GC.Run(true);
    }

    /// <summary>Fills the heap but for 6 KB, of which the call stack needs some, and leaves garbage that a collection would take: while it is there, no more was used.</summary>
    public override int BeginWatch()
    {
        _ballast = new byte[ChunksMax][];
        int count = 0;
        int bytes = ChunkBytesMax;
        while (bytes >= ChunkBytesMin && count < ChunksMax)
        {
            byte[] chunk = FreeBytes() - bytes > UnseenBytes ? TryAllocate(bytes) : null;
            if (chunk != null)
            {
                _ballast[count++] = chunk;
            }
            else
            {
                bytes /= 2;     // a heap in pieces takes smaller ones
            }
        }

        int unseen = (int)FreeBytes();
        _witness = NewWitness();
        return unseen;
    }

    public override bool EndWatch()
    {
        bool hasCollected = !_witness.IsAlive;
        _ballast = null;
        return hasCollected;
    }

    private static byte[] TryAllocate(int bytes)
    {
        try
        {
            return new byte[bytes];
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    private static WeakReference NewWitness()
    {
        return new WeakReference(new byte[16]);
    }
}
