using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>As much of a board's log as one reply holds.</summary>
/// <param name="Boot">The board's start; a line's number counts within it.</param>
/// <param name="Next">Line to ask for next.</param>
/// <param name="Entries">In rising order.</param>
public sealed record LogPage(uint Boot, uint Next, IReadOnlyList<LogEntry> Entries)
{
    internal static LogPage Read(Reply reply)
    {
        ByteReader reader = reply.Reader;
        uint next = reader.U32();
        uint boot = reader.U32();
        long uptimeMs = reader.U48();
        bool isKnown = reader.U8() != (int)ClockQuality.Unknown;
        long boardTimeMs = reader.U48();
        var entries = new List<LogEntry>();
        while (reader.Left > 0 && !reader.IsBad)
        {
            uint number = reader.U32();
            long atMs = reader.U48();
            int level = reader.U8();
            entries.Add(new LogEntry(number, atMs, isKnown ? boardTimeMs - uptimeMs + atMs : null, level, reader.Text(255)));
        }

        reply.Check();
        return new LogPage(boot, next, entries);
    }
}
