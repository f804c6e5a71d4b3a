using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>Many virtual boards on one clock and one thread: the one that is due first is stepped first.</summary>
/// <remarks>A board costs what its runtime holds (its profile's ring memory, its store, some 60 KB besides) and its broker's client; an idle one costs no time.</remarks>
public sealed class BoardFleet : IDisposable
{
    // A board in the middle of a long run lets others in after so many steps.
    private const int StepsInTurn = 64;

    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMilliseconds(250);

    private readonly IReadOnlyList<FleetBoard> _boards;
    private readonly BoardClockMode _mode;
    private readonly TimeProvider _time;
    private readonly long _lastMs;
    private readonly PriorityQueue<FleetBoard, long> _due = new();
    private readonly ConcurrentQueue<FleetBoard> _called = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEventSlim _ended = new(false);
    private readonly Thread _thread;
    private long _anchorTicks;
    private long _nowMs;
    private double _renewed;
    private volatile bool _stops;
    private volatile Exception? _failure;

    /// <param name="boards">One or more, not stepped yet; the caller connects their brokers and disposes of them after the fleet.</param>
    /// <param name="mode">Speed of their clock.</param>
    /// <param name="startUtcMs">UTC at the start, ms.</param>
    /// <param name="endUtcMs">UTC at which time stops for want of data, or <see cref="long.MaxValue"/>.</param>
    /// <param name="time">Source of real time.</param>
    public BoardFleet(IReadOnlyList<FleetBoard> boards, BoardClockMode mode, long startUtcMs, long endUtcMs, TimeProvider time)
    {
        _boards = boards;
        _mode = mode;
        _time = time;
        _lastMs = endUtcMs == long.MaxValue ? long.MaxValue : endUtcMs - startUtcMs;
        foreach (FleetBoard board in boards)
        {
            board.Bus.StatusOf = new BoardStatusText(() => board.Board, () => Volatile.Read(ref _nowMs)).Write;
            board.Bus.Arrived = () => Call(board);
            Queue(board, 0);
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "boards" };
    }

    /// <summary>True when the data are at their end and every run is finished.</summary>
    public bool HasEnded => _ended.IsSet;

    /// <summary>What ended the boards' thread before it was told to, or null.</summary>
    public Exception? Failure => _failure;

    /// <summary>Lets the boards run.</summary>
    public void Start()
    {
        _anchorTicks = _time.GetTimestamp();
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stops = true;
        _wake.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        // The event for waking stays: a task of some board's bus may be about to ring it.
        _ended.Dispose();
    }

    private void Call(FleetBoard board)
    {
        if (Interlocked.Exchange(ref board.IsCalled, 1) == 0)
        {
            _called.Enqueue(board);
            _wake.Set();
        }
    }

    private void Run()
    {
        try
        {
            while (!_stops)
            {
                long nowMs = _mode.IsMax ? _nowMs : Math.Min((long)(_time.GetElapsedTime(_anchorTicks).TotalMilliseconds * _mode.Rate), _lastMs);
                Volatile.Write(ref _nowMs, nowMs);
                RenewStatus();
                if (!StepDue(nowMs))
                {
                    Wait(nowMs);
                }
            }
        }
#pragma warning disable CA1031 // the thread has no caller: what ended it is kept for whoever asks
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = failure;
        }
    }

    /// <summary>Steps those that something arrived for, then those that are due.</summary>
    /// <returns>False where there were none.</returns>
    private bool StepDue(long nowMs)
    {
        bool any = false;

        // Not until both are empty: the clock must be read again now and then.
        for (int turns = _boards.Count; turns > 0 && _called.TryDequeue(out FleetBoard? called); turns--)
        {
            Volatile.Write(ref called.IsCalled, 0);
            Step(called, nowMs);
            any = true;
        }

        for (int turns = _boards.Count; turns > 0 && _due.TryPeek(out FleetBoard? board, out long dueMs) && dueMs <= nowMs; turns--)
        {
            _due.Dequeue();
            if (board.QueuedMs == dueMs)      // else it stands in the queue at an earlier time
            {
                board.QueuedMs = long.MaxValue;
                Step(board, nowMs);
                any = true;
            }
        }

        return any;
    }

    private void Step(FleetBoard board, long nowMs)
    {
        long nextMs = nowMs;
        for (int steps = 0; nextMs <= nowMs && steps < StepsInTurn; steps++)
        {
            nextMs = board.Step(nowMs);
        }

        Queue(board, nextMs);
    }

    /// <summary>A board that stands in the queue at an earlier time stays there: it is asked then, and says again when it is due.</summary>
    private void Queue(FleetBoard board, long nextMs)
    {
        if (nextMs < board.QueuedMs)
        {
            board.QueuedMs = nextMs;
            _due.Enqueue(board, nextMs);
        }
    }

    private void Wait(long nowMs)
    {
        long nextMs = _due.TryPeek(out _, out long queuedMs) ? queuedMs : long.MaxValue;
        if (!_mode.IsMax)
        {
            if (nowMs == _lastMs)
            {
                _ended.Set();
            }

            double waitMs = Math.Min((nextMs - nowMs) / (double)_mode.Rate, s_longestSleep.TotalMilliseconds);
            _wake.WaitOne(TimeSpan.FromMilliseconds(Math.Max(1, waitMs)));
        }
        else if (nextMs > _lastMs)
        {
            if (HasJobs())
            {
                _ended.Set();
            }

            _wake.WaitOne(s_longestSleep);
        }
        else if (!HasJobs() || AnyIsAtWork())
        {
            _wake.WaitOne(s_longestSleep / 4);
        }
        else
        {
            _nowMs = nextMs;
        }
    }

    private bool HasJobs()
    {
        foreach (FleetBoard board in _boards)
        {
            if (board.Board.Jobs.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyIsAtWork()
    {
        foreach (FleetBoard board in _boards)
        {
            if (board.Bus.IsAtWork)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Each board's status once in the interval, a few at a time.</summary>
    private void RenewStatus()
    {
        double wanted = _time.GetElapsedTime(_anchorTicks) / MqttNetBus.StatusInterval * _boards.Count;
        while (_renewed + 1 <= wanted)
        {
            _boards[(int)((long)_renewed % _boards.Count)].Bus.RefreshStatus();
            _renewed++;
        }
    }
}
