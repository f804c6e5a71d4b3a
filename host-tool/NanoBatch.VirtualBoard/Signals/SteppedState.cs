using System;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Carries a model's state forward in equal steps from a fixed origin, so that a reading depends on the instant alone.</summary>
/// <param name="originMs">Where the model starts; earlier instants see its first state.</param>
/// <param name="stepMs">Step of the integration.</param>
/// <param name="reset">Sets the state at the origin.</param>
/// <param name="step">Moves the state over one step; the argument is where the step begins, milliseconds since 1970.</param>
internal sealed class SteppedState(long originMs, long stepMs, Action reset, Action<long> step)
{
    private long _atMs = long.MaxValue;     // nothing computed yet: the first instant resets

    /// <summary>Brings the state to the last step that begins at or before an instant.</summary>
    /// <returns>How far the instant is into the next step, 0..1, for interpolation.</returns>
    /// <remarks>O(steps since the last call); going back starts again at the origin.</remarks>
    public double MoveTo(long utcMs)
    {
        long target = Math.Max(utcMs, originMs);
        if (target < _atMs)
        {
            reset();
            _atMs = originMs;
        }

        while (target - _atMs >= stepMs)
        {
            step(_atMs);
            _atMs += stepMs;
        }

        return (double)(target - _atMs) / stepMs;
    }
}
