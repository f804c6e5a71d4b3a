using System;
using System.Threading.Tasks;
using NanoBatch.Runtime;

namespace NanoBatch.Mqtt.Tests.Conformance;

/// <summary>A board's bus between the suite and a broker; the device's and the virtual board's have one each.</summary>
internal interface IBusBench : IAsyncDisposable
{
    /// <summary>Not connected before <see cref="ConnectAsync"/>.</summary>
    IMessageBus Bus { get; }

    /// <summary>Connects and waits until a session is up.</summary>
    Task ConnectAsync();

    /// <summary>Ends the session behind the bus's back and waits until it has noticed; it connects again by itself.</summary>
    Task CutAsync();

    /// <summary>Publishes below the board's level, such as <c>req/me</c>, and returns when the broker has it.</summary>
    Task SendAsync(string tail, byte[] payload);

    /// <summary>Waits until a condition about the bus holds.</summary>
    Task UntilAsync(Func<bool> holds, string what);

    /// <summary>The next message that the board published, status aside: what follows its level, and the payload.</summary>
    Task<(string Tail, byte[] Payload)> NextAsync();
}
