using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>What a board streams records from: its ledger, or its history of raw counts. Both have record numbers of their own, from 1.</summary>
internal sealed class RecordSource
{
    /// <summary>First record asked for where the board is to begin with what it finds suitable.</summary>
    public const uint BoardChooses = 0;

    private readonly long? _sinceUtcMs;

    private RecordSource(int type, string request, long? sinceUtcMs)
    {
        Type = type;
        Request = request;
        _sinceUtcMs = sinceUtcMs;
    }

    /// <summary>Request type.</summary>
    public int Type { get; }

    /// <summary>What is asked for, in words.</summary>
    public string Request { get; }

    /// <summary>Results and state.</summary>
    public static RecordSource Ledger { get; } = new(MessageType.ReadRecords, "send its records", null);

    /// <summary>Blocks of raw counts; asked for from <see cref="BoardChooses"/> on, the board begins where it may have something of this instant or later.</summary>
    /// <param name="sinceUtcMs">Milliseconds since 1970.</param>
    public static RecordSource History(long sinceUtcMs) => new(MessageType.ReadRaw, "send its raw history", sinceUtcMs);

    /// <summary>Writes what follows first record and count in a request.</summary>
    public void WriteRest(ByteWriter payload)
    {
        if (_sinceUtcMs is { } sinceUtcMs)
        {
            payload.U48(sinceUtcMs);
        }
    }
}
