using System;

namespace NanoBatch.Hub;

/// <summary>How a collector gathers messages into transactions.</summary>
public sealed record CollectorOptions
{
    /// <summary>Messages that may wait for the store; more are refused, and their boards send again.</summary>
    public int QueueMax { get; init; } = 4096;

    /// <summary>Messages in one transaction.</summary>
    public int GroupMax { get; init; } = 512;

    /// <summary>How long the first message of a transaction waits for company: each transaction costs a write that reaches the disk.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>First wait after the store failed; doubles up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two attempts to store.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);
}
