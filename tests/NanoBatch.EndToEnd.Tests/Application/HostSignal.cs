using System;
using System.Threading;
using NanoBatch.Application;

namespace NanoBatch.EndToEnd.Tests.Application;

/// <summary>A signal between real threads.</summary>
internal sealed class HostSignal : IWakeSignal, IDisposable
{
    private readonly AutoResetEvent _event = new(false);

    public void Set() => _event.Set();

    public void Wait(int milliseconds) => _event.WaitOne(milliseconds);

    public void Dispose() => _event.Dispose();
}
