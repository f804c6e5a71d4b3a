using System;
using NanoBatch.Protocol;
using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>What a board's status says, or its last will.</summary>
/// <param name="Board">The board's label.</param>
/// <param name="Presence">Whether it is there.</param>
/// <param name="HeardMs">When it was heard, milliseconds since 1970.</param>
/// <param name="Entry">All of it; null where it names no epoch, as the last will of a board without a store.</param>
internal sealed record BoardNews(string Board, BoardPresence Presence, long HeardMs, BoardEntry? Entry)
{
    /// <summary>Reads a status; total.</summary>
    /// <returns>Null where it is none.</returns>
    public static BoardNews? Read(HubMessage message, long nowMs)
    {
        var status = new StatusMessage();
        if (!status.TryRead(message.Payload, 0, message.Payload.Length))
        {
            // An empty retained message is how a broker is told to forget one.
            return message.Payload.Length == 0 ? new BoardNews(message.Board, BoardPresence.Offline, nowMs, null) : null;
        }

        // Only a board that speaks now is seen now: what was kept, or is said in its name, is of an earlier time.
        bool speaks = !message.IsRetained && status.State == BoardPresence.Online;
        string? build = status.Build.Length == 0 ? null : status.Build.Replace('_', ' ');      // spaces travel as underscores
        var entry = new BoardEntry(status.Epoch, message.Board, null, build, speaks ? nowMs : Math.Min(status.UtcMs, nowMs))
        {
            Presence = status.State,
            StatusMs = nowMs,
            Quality = speaks ? status.Clock : null,
            NextRecord = status.Newest + 1L,
            AcknowledgedTo = status.AcknowledgedTo,
        };
        return new BoardNews(message.Board, status.State, nowMs, status.Epoch == 0 ? null : entry);
    }
}
