using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>Client and board on one thread under one fake clock: continuations first, then the board, and when nobody has work, time moves on.</summary>
internal sealed class Simulation : SynchronizationContext
{
    private const int StepsMax = 20_000_000;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly List<SimulatedBoard> _boards;

    public Simulation(params SimulatedBoard[] boards)
    {
        _boards = [.. boards];
    }

    public FakeTime Time { get; } = new();

    /// <summary>A board alone with one client; the id of its first request is fixed, so that runs repeat.</summary>
    public static void WithClient(SimulatedBoard board, Func<DeviceClient, Simulation, Task> body, DeviceClientOptions? options = null)
    {
        var simulation = new Simulation(board);
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(board.Line, options);
            await client.ConnectAsync(CancellationToken.None);
            await body(client, simulation);
        });
    }

    public DeviceClient Client(IByteTransport line, DeviceClientOptions? options = null)
        => new(line, options ?? new DeviceClientOptions { FirstRequestId = 1 }, Time);

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
        {
            _posted.Enqueue((d, state));
        }
    }

    /// <summary>Runs until the body ends; throws what it throws.</summary>
    public void Run(Func<Task> body)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            Task task = body();
            for (int step = 0; !task.IsCompleted; step++)
            {
                if (step == StepsMax)
                {
                    throw new InvalidOperationException("the simulation does not end");
                }

                Step();
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Lets the boards alone live for a while.</summary>
    public void Pass(long ms)
    {
        long end = Time.NowMs + ms;
        while (true)
        {
            long next = StepBoards();
            if (next <= Time.NowMs)
            {
                continue;
            }

            if (next > end)
            {
                break;
            }

            Time.MoveTo(next);
        }

        Time.MoveTo(end);
    }

    private void Step()
    {
        if (RunPosted())
        {
            return;
        }

        long traffic = Traffic();
        long next = StepBoards();
        if (next <= Time.NowMs || Traffic() != traffic || _posted.Count > 0)
        {
            return;
        }

        next = Math.Min(next, Time.NextTimerMs);
        Time.MoveTo(next < long.MaxValue ? next : throw new InvalidOperationException("nobody waits for anything: a deadlock"));
    }

    private bool RunPosted()
    {
        (SendOrPostCallback Callback, object? State) next;
        lock (_posted)
        {
            if (!_posted.TryDequeue(out next))
            {
                return false;
            }
        }

        next.Callback(next.State);
        return true;
    }

    private long StepBoards()
    {
        long next = long.MaxValue;
        foreach (SimulatedBoard board in _boards)
        {
            next = Math.Min(next, board.Step(Time.NowMs));
        }

        return next;
    }

    private long Traffic()
    {
        long bytes = 0;
        foreach (SimulatedBoard board in _boards)
        {
            foreach (SimulatedLine line in board.Lines)
            {
                bytes += line.TrafficBytes;
            }
        }

        return bytes;
    }
}
