using System;
using System.Threading;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A real thread that runs only while it holds the machine's baton.</summary>
internal sealed class SimulatedThread : IDisposable
{
    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _back;

    public SimulatedThread(string name, int life, int number, long wakeAtMs, SemaphoreSlim back, Action body)
    {
        Name = name;
        Life = life;
        Number = number;
        WakeAtMs = wakeAtMs;
        _back = back;
        new Thread(() => Run(body)) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Name of the body's class; "main" for the main thread.</summary>
    public string Name { get; }

    public int Life { get; }

    public int Number { get; }

    /// <summary>Simulated time at which it goes on.</summary>
    public long WakeAtMs { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>Machine calls that throw from now on; the thread dies of them where its body does not catch.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>Waits for a signal that throw from now on.</summary>
    public int WaitFailuresLeft { get; set; }

    /// <summary>What left the body, or null.</summary>
    public Exception? Death { get; private set; }

    /// <summary>Hands it the baton and waits until it gives it back. The scheduler's.</summary>
    public void Go()
    {
        _go.Release();
        _back.Wait();
    }

    /// <summary>Gives the baton back and waits for it. The thread's own.</summary>
    public void Yield()
    {
        _back.Release();
        _go.Wait();
    }

    public void Dispose() => _go.Dispose();

    private void Run(Action body)
    {
        _go.Wait();
        try
        {
            body();
        }
#pragma warning disable CA1031 // what ends a thread is what tests ask for
        catch (Exception death)
#pragma warning restore CA1031
        {
            Death = death;
        }

        IsOver = true;
        _back.Release();
    }
}
