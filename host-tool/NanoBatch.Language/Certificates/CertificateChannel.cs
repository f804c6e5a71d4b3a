namespace NanoBatch.Language.Certificates;

/// <summary>What one channel of a job keeps.</summary>
/// <param name="Name">Channel name.</param>
/// <param name="Unit">Unit that the job demands, else the profile's; null where neither says.</param>
/// <param name="PeriodMs">Sampling period.</param>
/// <param name="Samples">Slots of its ring.</param>
/// <param name="Summaries">Whether the ring keeps a summary of every 64 slots.</param>
/// <param name="RamBytes">Memory of the ring.</param>
public sealed record CertificateChannel(string Name, string? Unit, int PeriodMs, int Samples, bool Summaries, int RamBytes);
