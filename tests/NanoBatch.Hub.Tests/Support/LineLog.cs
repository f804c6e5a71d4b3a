using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Hub.Tests.Support;

/// <summary>A hub's log that a test can wait for.</summary>
internal sealed class LineLog : ILogger
{
    private readonly List<string> _lines = [];
    private readonly Eventual _eventual = new();

    /// <summary>What was logged so far.</summary>
    public string[] Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add($"{logLevel}: {formatter(state, exception)}{exception}");
        }

        _eventual.Happened();
    }

    /// <summary>Waits for a line with these words.</summary>
    public Task LineAsync(string words)
        => _eventual.UntilAsync(() => Lines.Any(line => line.Contains(words, StringComparison.Ordinal)), $"'{words}' among\n{string.Join('\n', Lines)}");
}
