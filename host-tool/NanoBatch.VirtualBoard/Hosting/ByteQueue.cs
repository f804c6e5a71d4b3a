using System;
using System.Threading;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>Bytes from one thread to another, bounded: what a driver's buffer is on the board.</summary>
internal sealed class ByteQueue(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private readonly object _gate = new();
    private int _head;
    private int _count;
    private bool _isClosed;

    /// <summary>Adds all bytes, or none where they do not fit.</summary>
    public bool TryAdd(ReadOnlySpan<byte> source)
    {
        lock (_gate)
        {
            if (source.Length > _bytes.Length - _count)
            {
                return false;
            }

            Append(source);
            return true;
        }
    }

    /// <summary>Adds all bytes, waiting for room; false after <see cref="Close"/>.</summary>
    public bool Add(ReadOnlySpan<byte> source)
    {
        lock (_gate)
        {
            while (!source.IsEmpty && !_isClosed)
            {
                int room = Math.Min(source.Length, _bytes.Length - _count);
                if (room == 0)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                Append(source[..room]);
                source = source[room..];
            }

            return !_isClosed;
        }
    }

    /// <summary>Takes what is there, 0 where nothing is.</summary>
    public int Take(Span<byte> target)
    {
        lock (_gate)
        {
            return Remove(target);
        }
    }

    /// <summary>Takes at least one byte, waiting for it; 0 after <see cref="Close"/>.</summary>
    public int TakeOrWait(Span<byte> target)
    {
        lock (_gate)
        {
            while (_count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            return Remove(target);
        }
    }

    /// <summary>Throws away what waits.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _count = 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Wakes everyone who waits; nothing passes any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _count = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private void Append(ReadOnlySpan<byte> source)
    {
        int tail = (_head + _count) % _bytes.Length;
        int first = Math.Min(source.Length, _bytes.Length - tail);
        source[..first].CopyTo(_bytes.AsSpan(tail));
        source[first..].CopyTo(_bytes);
        _count += source.Length;
        Monitor.PulseAll(_gate);
    }

    private int Remove(Span<byte> target)
    {
        int count = Math.Min(target.Length, _count);
        int first = Math.Min(count, _bytes.Length - _head);
        _bytes.AsSpan(_head, first).CopyTo(target);
        _bytes.AsSpan(0, count - first).CopyTo(target[first..]);
        _head = (_head + count) % _bytes.Length;
        _count -= count;
        Monitor.PulseAll(_gate);
        return count;
    }
}
