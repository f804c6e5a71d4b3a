namespace NanoBatch.Simulation.World;

/// <summary>What happened, as a trace tells it.</summary>
internal enum TraceKind
{
    PowerOn = 1,
    PowerCut,
    WriteCut,
    Wipe,
    Committed,
    WriteRefused,
    ClockSet,
    Connected,
    Disconnected,
    Published,
    MessageLost,
    MessageDoubled,
    Arrived,
    Acknowledged,
    AcknowledgementArrived,
    HubDied,
    StoreFailed,
    BrokerDied,
    LineSilent,
    Visit,
    Request,
    Reply,
    LaptopDied,
    Collected,
    Quiet,
}
