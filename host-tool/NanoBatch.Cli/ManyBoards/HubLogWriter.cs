using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.Extensions.Logging;
using NanoBatch.Cli.Rendering;

namespace NanoBatch.Cli.ManyBoards;

/// <summary>A hub's log on the error stream: one line for people, or one JSON object for a collector of logs.</summary>
internal sealed class HubLogWriter(CliEnvironment environment, bool isJson, LogLevel least) : ILogger
{
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string time = environment.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);     // of one width: lines stand below each other
        string message = formatter(state, exception) + (exception is null ? string.Empty : $": {exception.GetType().Name}: {exception.Message}");
        lock (_gate)
        {
            if (isJson)
            {
                WriteJson(time, logLevel, eventId, message, state as IEnumerable<KeyValuePair<string, object?>>);
            }
            else
            {
                environment.Error.WriteLine($"{environment.ErrorInk.Faint(time)} {WordOf(logLevel)} {message}");
            }

            environment.Error.Flush();
        }
    }

    private void WriteJson(string time, LogLevel level, EventId id, string message, IEnumerable<KeyValuePair<string, object?>>? fields)
        => JsonOutput.WriteLine(environment.Error, json =>
    {
        json.WriteStartObject();
        json.WriteString("time", time);
        json.WriteString("level", NameOf(level));
        json.WriteString("event", id.Name);
        json.WriteString("message", message);
        foreach ((string name, object? value) in fields ?? [])
        {
            if (name != "{OriginalFormat}")
            {
                json.WriteString(char.ToLowerInvariant(name[0]) + name[1..], Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndObject();
    });

    private string WordOf(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => environment.ErrorInk.Error(NameOf(level)),
        LogLevel.Warning => environment.ErrorInk.Warning(NameOf(level)),
        _ => NameOf(level),
    };

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
