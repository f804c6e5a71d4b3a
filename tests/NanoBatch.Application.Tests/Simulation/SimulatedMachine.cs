using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>
/// A board's platform in simulated time: its threads are real ones that pass a baton, one running at a time, and time leaps to the next wake when all wait.
/// A restart unwinds every thread and starts the main one again over the same hardware.
/// </summary>
internal sealed class SimulatedMachine(int seed, Action main) : IMachine, IDisposable
{
    public const int ResetByPower = 1;
    public const int ResetBySoftware = 3;
    public const int ResetFromSleep = 7;

    /// <summary>2026-01-05T00:00Z: true time at simulated time 0.</summary>
    public const long BaseUtcMs = 1_767_571_200_000;

    // A start of the platform, until Main.
    private const int BootMs = 1500;

    // Calls of the machine without a wait: a loop that never waits must not stop the world.
    private const int CallsMax = 20_000;

    private readonly Random _random = new(seed);
    private readonly SemaphoreSlim _back = new(0);
    private readonly List<SimulatedThread> _threads = [];
    private int _life;
    private int _numbers;
    private int _calls;
    private long _bootedMs;
    private long _clockOffsetMs = -BaseUtcMs;
    private bool _hasEnded;
    private long _sleepMs;

    /// <summary>Time since the simulation began.</summary>
    public long ElapsedMs { get; private set; }

    /// <summary>True time.</summary>
    public long TrueUtcMs => BaseUtcMs + ElapsedMs;

    public int ResetCause { get; private set; } = ResetByPower;

    /// <summary>Starts without the first one.</summary>
    public int RestartCount { get; private set; }

    /// <summary>Deep sleeps, and how long each was.</summary>
    public List<long> Sleeps { get; } = [];

    public int FreeHeap { get; set; } = 60_000;

    /// <summary>Exceptions that came out of <c>Application.Run</c>.</summary>
    public List<Exception> MainFailures { get; } = [];

    public IReadOnlyList<SimulatedThread> Threads => _threads;

    public SimulatedThread? Current { get; private set; }

    public long NowMs
    {
        get
        {
            Enter();
            if (++_calls > CallsMax)
            {
                Wait(10);
            }

            return ElapsedMs - _bootedMs;
        }
    }

    public long ClockUtcMs
    {
        get
        {
            Enter();
            return TrueUtcMs + _clockOffsetMs;
        }

        set
        {
            Enter();
            _clockOffsetMs = value - TrueUtcMs;
        }
    }

    /// <summary>Moves the real-time clock under the application.</summary>
    public void JumpClock(long ms) => _clockOffsetMs += ms;

    public int FreeHeapBytes()
    {
        Enter();
        return FreeHeap;
    }

    public uint Random()
    {
        Enter();
        return (uint)_random.NextInt64(1L << 32);
    }

    public void Wait(int milliseconds)
    {
        Enter();
        SimulatedThread me = Current!;
        me.WakeAtMs = ElapsedMs + Math.Max(10, milliseconds);
        me.Yield();
        Current = me;
        _calls = 0;
        Enter();
    }

    public IWakeSignal NewSignal()
    {
        Enter();
        return new SimulatedSignal(this);
    }

    public void Start(IThreadBody body)
    {
        Enter();
        Add(body.GetType().Name, ElapsedMs, body.Run);
    }

    public void Restart()
    {
        Enter();
        EndLife(ResetBySoftware, 0);
    }

    public void DeepSleep(long milliseconds)
    {
        Enter();
        Sleeps.Add(milliseconds);
        EndLife(ResetFromSleep, milliseconds);
    }

    /// <summary>Lets so much time pass. The test's.</summary>
    public void RunFor(long ms) => RunTo(ElapsedMs + ms);

    /// <summary>Lets time pass up to a moment. The test's.</summary>
    public void RunTo(long untilMs)
    {
        if (_threads.Count == 0)
        {
            Boot(0);
        }

        while (true)
        {
            SimulatedThread? next = _threads.Where(t => !t.IsOver).OrderBy(t => t.WakeAtMs).ThenBy(t => t.Number).FirstOrDefault();
            if (next is null || next.WakeAtMs > untilMs)
            {
                break;
            }

            ElapsedMs = Math.Max(ElapsedMs, next.WakeAtMs);
            Go(next);
            if (_hasEnded)
            {
                Unwind();
                Boot(_sleepMs + BootMs);
            }
        }

        ElapsedMs = Math.Max(ElapsedMs, untilMs);
    }

    /// <summary>Takes the power away: the clock forgets as well.</summary>
    public void CutPower()
    {
        Unwind();
        _clockOffsetMs = -TrueUtcMs;
        ResetCause = ResetByPower;
        RestartCount++;
        Boot(BootMs);
    }

    /// <summary>The living thread of a class.</summary>
    public SimulatedThread Thread(string name) => _threads.Last(t => t.Name == name && !t.IsOver);

    public void Dispose()
    {
        Unwind();
        _threads.ForEach(t => t.Dispose());
        _back.Dispose();
    }

    private void Go(SimulatedThread thread)
    {
        Current = thread;
        _calls = 0;
        thread.Go();
        Current = null;
    }

    private void Boot(long afterMs)
    {
        _hasEnded = false;
        _life++;
        _threads.ForEach(t => t.Dispose());
        _threads.Clear();
        _bootedMs = ElapsedMs + afterMs;
        Add("main", _bootedMs, Main);
    }

    private void Main()
    {
        while (true)
        {
            try
            {
                main();
            }
            catch (LifeEndedException)
            {
                throw;
            }
#pragma warning disable CA1031 // as the device's Main does
            catch (Exception failure)
#pragma warning restore CA1031
            {
                MainFailures.Add(failure);
                Wait(1000);
            }
        }
    }

    private void Add(string name, long wakeAtMs, Action body) => _threads.Add(new SimulatedThread(name, _life, _numbers++, wakeAtMs, _back, body));

    private void EndLife(int cause, long sleepMs)
    {
        _hasEnded = true;
        _sleepMs = sleepMs;
        ResetCause = cause;
        RestartCount++;
        throw new LifeEndedException();
    }

    /// <summary>Lets every thread of this life find out that it is over.</summary>
    private void Unwind()
    {
        _hasEnded = true;
        for (int i = 0; i < _threads.Count; i++)
        {
            while (!_threads[i].IsOver)
            {
                Go(_threads[i]);
            }
        }
    }

    private void Enter()
    {
        SimulatedThread? me = Current;
        if (me is null)
        {
            return;     // the test itself
        }

        if (_hasEnded || me.Life != _life)
        {
            throw new LifeEndedException();
        }

        if (me.FailuresLeft > 0)
        {
            me.FailuresLeft--;
            throw new InjectedException("injected into " + me.Name);
        }
    }
}
