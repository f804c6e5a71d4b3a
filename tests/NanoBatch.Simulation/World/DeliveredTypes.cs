using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>Which records reach a receiver, by the road.</summary>
internal static class DeliveredTypes
{
    private const int Bus = (1 << (int)RecordType.Descriptor) | (1 << (int)RecordType.Report) | (1 << (int)RecordType.Alert) | (1 << (int)RecordType.JobState)
        | (1 << (int)RecordType.ClockSync) | (1 << (int)RecordType.Dropped) | (1 << (int)RecordType.Channels) | (1 << (int)RecordType.Boot);

    /// <summary>What an outbox sends: what means something to a receiver.</summary>
    public static bool OverBus(RecordType type) => (Bus & (1 << (int)type)) != 0;

    /// <summary>A laptop reads everything.</summary>
    public static bool OverCable(RecordType type) => type != 0;
}
