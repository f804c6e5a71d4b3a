using System;
using System.Collections.Generic;

namespace NanoBatch.Simulation.World;

/// <summary>What is to happen, by time; events of one millisecond in the order in which they were entered.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<Action, (long AtMs, long Order)> _queue = new();
    private long _order;

    public void Add(long atMs, Action happen) => _queue.Enqueue(happen, (atMs, _order++));

    /// <summary>Takes the next event up to a time out.</summary>
    public bool TryTake(long untilMs, out long atMs, out Action happen)
    {
        atMs = 0;
        if (!_queue.TryPeek(out happen!, out (long AtMs, long Order) place) || place.AtMs > untilMs)
        {
            return false;
        }

        _queue.Dequeue();
        atMs = place.AtMs;
        return true;
    }
}
