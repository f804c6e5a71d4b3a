namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A signal of a simulated machine.</summary>
internal sealed class SimulatedSignal(SimulatedMachine machine) : IWakeSignal
{
    private bool _isSet;
    private SimulatedThread? _waiting;

    public void Set()
    {
        _isSet = true;
        if (_waiting is not null)
        {
            _waiting.WakeAtMs = machine.ElapsedMs;
        }
    }

    public void Wait(int milliseconds)
    {
        if (machine.Current is { WaitFailuresLeft: > 0 } me)
        {
            me.WaitFailuresLeft--;
            throw new InjectedException("wait");
        }

        if (!_isSet)
        {
            _waiting = machine.Current;
            machine.Wait(milliseconds);
            _waiting = null;
        }

        _isSet = false;
    }
}
