using System;
using Microsoft.Extensions.Logging;

namespace NanoBatch.Hub;

/// <summary>Every line that a hub logs, with its fields.</summary>
internal static partial class HubLog
{
    [LoggerMessage(1, LogLevel.Information, "results go to {Store}")]
    public static partial void StoreIs(ILogger log, string store);

    [LoggerMessage(2, LogLevel.Information, "boards reach this hub at {Address}")]
    public static partial void Listening(ILogger log, string address);

    [LoggerMessage(3, LogLevel.Information, "listening to {Broker} as {Client}")]
    public static partial void BrokerReached(ILogger log, string broker, string client);

    [LoggerMessage(4, LogLevel.Warning, "the broker is gone ({Reason}); trying again, boards keep their results")]
    public static partial void BrokerLost(ILogger log, string reason);

    [LoggerMessage(5, LogLevel.Error, "{Message} Nothing is acknowledged until it works; boards keep their results")]
    public static partial void StoreFailed(ILogger log, string message);

    [LoggerMessage(6, LogLevel.Information, "{Store} works again")]
    public static partial void StoreIsBack(ILogger log, string store);

    [LoggerMessage(7, LogLevel.Warning, "refused ({Cause}) {Who}: {Detail}")]
    public static partial void Refused(ILogger log, RefusalCause cause, string who, string detail);

    [LoggerMessage(8, LogLevel.Warning, "refused ({Cause}) {Count} more that are not listed")]
    public static partial void MoreRefused(ILogger log, RefusalCause cause, int count);

    [LoggerMessage(9, LogLevel.Critical, "the collector ended by a defect; the hub ends with it, and boards keep their results")]
    public static partial void CollectorFailed(ILogger log, Exception fault);

    [LoggerMessage(10, LogLevel.Information, "{Client} connected from {Address} as {Peer}")]
    public static partial void ClientCame(ILogger log, string client, string address, string peer);

    [LoggerMessage(11, LogLevel.Information, "{Client} is gone ({Reason})")]
    public static partial void ClientWent(ILogger log, string client, string reason);

    [LoggerMessage(12, LogLevel.Debug, "an acknowledgement for {Board} was not handed over ({Reason}); it will send again")]
    public static partial void AcknowledgementLost(ILogger log, string board, string reason);

    [LoggerMessage(13, LogLevel.Information, "metrics at {Address}")]
    public static partial void MetricsAt(ILogger log, string address);

    [LoggerMessage(14, LogLevel.Information, "stopping: what has come is stored and acknowledged")]
    public static partial void Stopping(ILogger log);

    [LoggerMessage(15, LogLevel.Warning, "the broker's library: {Message}")]
    public static partial void Library(ILogger log, string message);
}
