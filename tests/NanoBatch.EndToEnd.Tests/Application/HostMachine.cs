using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using NanoBatch.Application;

namespace NanoBatch.EndToEnd.Tests.Application;

/// <summary>A board's platform on the host: real threads, real time. Once stopped, every call of it throws, so that its threads end.</summary>
internal sealed class HostMachine : IMachine, IDisposable
{
    private const long BaseUtcMs = 1_767_571_200_000;

    private readonly long _startTicks = Stopwatch.GetTimestamp();
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly List<Thread> _threads = [];
    private readonly List<HostSignal> _signals = [];
    private long _clockOffsetMs;

    /// <summary>Times that the application asked for a restart.</summary>
    public int RestartCount { get; private set; }

    public long NowMs
    {
        get
        {
            ObjectDisposedException.ThrowIf(_stop.IsSet, this);
            return (long)Stopwatch.GetElapsedTime(_startTicks).TotalMilliseconds;
        }
    }

    public long ClockUtcMs
    {
        get => BaseUtcMs + NowMs + Interlocked.Read(ref _clockOffsetMs);
        set => Interlocked.Exchange(ref _clockOffsetMs, value - BaseUtcMs - NowMs);
    }

    public int ResetCause => 1;

    public int FreeHeapBytes() => 60_000;

    public uint Random() => 4711;

    public void Wait(int milliseconds)
    {
        _stop.Wait(milliseconds);
        ObjectDisposedException.ThrowIf(_stop.IsSet, this);
    }

    public IWakeSignal NewSignal()
    {
        lock (_signals)
        {
            _signals.Add(new HostSignal());
            return _signals[^1];
        }
    }

    public void Start(IThreadBody body) => Begin(body.GetType().Name, body.Run);

    public void Restart()
    {
        RestartCount++;
        _stop.Set();
        ObjectDisposedException.ThrowIf(true, this);
    }

    public void DeepSleep(long milliseconds) => Restart();

    /// <summary>Starts a thread that ends with the machine.</summary>
    public void Begin(string name, Action body)
    {
        var thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (ObjectDisposedException)
            {
                // the machine was stopped under it
            }
        })
        { IsBackground = true, Name = name };
        lock (_threads)
        {
            _threads.Add(thread);
        }

        thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _signals.ForEach(s => s.Set());
        _threads.ForEach(t => t.Join());
        _signals.ForEach(s => s.Dispose());
        _stop.Dispose();
    }
}
