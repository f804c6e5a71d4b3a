using System.Net;
using NanoBatch.Mqtt;
using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>What a hub is made of: one of <see cref="Listen"/> and <see cref="Broker"/> is there.</summary>
public sealed record HubOptions
{
    /// <summary>Where results go.</summary>
    public required StoreAddress Store { get; init; }

    /// <summary>A broker in this process, or null.</summary>
    public ListenOptions? Listen { get; init; }

    /// <summary>A broker of its own, or null.</summary>
    public BrokerOptions? Broker { get; init; }

    /// <summary>Where boards are.</summary>
    public Topics Topics { get; init; } = new();

    /// <summary>Where metrics are served, or null.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>How messages are gathered.</summary>
    public CollectorOptions Collector { get; init; } = new();
}
