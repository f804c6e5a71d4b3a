using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Threading;
using NanoBatch.Mqtt;

namespace NanoBatch.Hub;

/// <summary>What a hub counts, as instruments that any exporter can read; names are what Prometheus shows.</summary>
public sealed class HubMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "nanobatch.hub";

    private static readonly InstrumentAdvice<double> s_seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] };
    private static readonly InstrumentAdvice<long> s_messages = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500] };

    private readonly Meter _meter;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _records;
    private readonly Counter<long> _acknowledgements;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _commits;
    private readonly Histogram<long> _groups;
    private Func<int>? _queueLength;
    private long _stored;
    private long _duplicates;
    private long _connections;
    private long _refused;

    public HubMetrics()
    {
        _meter = new Meter(MeterName);
        _messages = _meter.CreateCounter<long>("nanobatch_messages", description: "Messages from boards, by kind.");
        _records = _meter.CreateCounter<long>("nanobatch_records", description: "Records that came, by what became of them: stored or duplicate.");
        _acknowledgements = _meter.CreateCounter<long>("nanobatch_acknowledgements", description: "Acknowledgements to boards, sent or lost.");
        _refusals = _meter.CreateCounter<long>("nanobatch_refusals", description: "Messages, requests and connections that were turned away, by cause.");
        _failures = _meter.CreateCounter<long>("nanobatch_store_failures", description: "Transactions that failed.");
        _commits = _meter.CreateHistogram<double>("nanobatch_commit_duration", "s", "Time of a transaction.", null, s_seconds);
        _groups = _meter.CreateHistogram<long>("nanobatch_commit_messages", null, "Messages in a transaction.", null, s_messages);
        _meter.CreateObservableGauge("nanobatch_queue_messages", () => _queueLength?.Invoke() ?? 0, description: "Messages that wait for the store.");
        _meter.CreateObservableGauge(
            "nanobatch_connections", () => Volatile.Read(ref _connections), description: "Connections to the embedded broker, or 1 while an external one is reached.");
    }

    /// <summary>Records stored since the start.</summary>
    public long StoredCount => Volatile.Read(ref _stored);

    /// <summary>Records since the start that were there already.</summary>
    public long DuplicateCount => Volatile.Read(ref _duplicates);

    /// <summary>Refusals since the start, of all causes.</summary>
    public long RefusedCount => Volatile.Read(ref _refused);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void WatchQueue(Func<int> length) => _queueLength = length;

    internal void Received(TopicKind kind) => _messages.Add(1, Tag("kind", kind.ToString()));

    internal void Committed(int stored, int duplicates, int messages, TimeSpan duration)
    {
        Interlocked.Add(ref _stored, stored);
        Interlocked.Add(ref _duplicates, duplicates);
        _records.Add(stored, Tag("outcome", "stored"));
        _records.Add(duplicates, Tag("outcome", "duplicate"));
        _groups.Record(messages);
        _commits.Record(duration.TotalSeconds);
    }

    internal void Acknowledged(int sent, int lost)
    {
        _acknowledgements.Add(sent, Tag("outcome", "sent"));
        _acknowledgements.Add(lost, Tag("outcome", "lost"));
    }

    internal void StoreFailed() => _failures.Add(1);

    internal void Refused(RefusalCause cause)
    {
        Interlocked.Increment(ref _refused);
        _refusals.Add(1, Tag("cause", cause.ToString()));
    }

    internal void SetConnections(long count) => Volatile.Write(ref _connections, count);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, ToSnake(value));

    /// <summary>Label values as Prometheus users write them: <c>topic_right</c>.</summary>
    private static string ToSnake(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 4);
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
