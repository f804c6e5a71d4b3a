using System;

namespace NanoBatch.Devices;

/// <summary>Patience of a client.</summary>
public sealed record DeviceClientOptions
{
    /// <summary>How long one answer, or the next frame of a stream, may take. A board hashes and verifies a package in well under this.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a request is sent before the board counts as gone, 1 or more.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Records asked for at once, 1..65535: what a loss can cost.</summary>
    public int RecordsPerRequest { get; init; } = 32;

    /// <summary>Id of the first request, 1..65535; null draws one, so that a board never takes a new client's first request for the old one's last.</summary>
    public int? FirstRequestId { get; init; }

    /// <summary>For a board behind a broker: a radio, and a board that may have to wake its link first.</summary>
    public static DeviceClientOptions ForRadio { get; } = new() { ReplyTimeout = TimeSpan.FromSeconds(5), Attempts = 4 };

    /// <summary>For a search over ports: a port without a board should not cost long.</summary>
    public static DeviceClientOptions ForSearch { get; } = new() { ReplyTimeout = TimeSpan.FromMilliseconds(700), Attempts = 4 };
}
