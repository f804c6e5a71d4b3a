using System;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>A heap that is full at one of the points at which a change of jobs takes memory, once it is armed: see <see cref="BoardConfig.TakesMemory"/>.</summary>
/// <param name="fullAt">The point, from 1.</param>
/// <param name="lasts">True leaves it full at all that follow.</param>
internal sealed class FullHeap(int fullAt, bool lasts = false)
{
    private bool _isArmed;

    /// <summary>Points passed while armed.</summary>
    public int Taken { get; private set; }

    public bool WasFull => Taken >= fullAt;

    public void Arm() => (_isArmed, Taken) = (true, 0);

    public void Disarm() => _isArmed = false;

    public void Take()
    {
        if (_isArmed && (++Taken == fullAt || (lasts && WasFull)))
        {
#pragma warning disable CA2201 // as the device's runtime throws it
            throw new OutOfMemoryException();
#pragma warning restore CA2201
        }
    }
}
