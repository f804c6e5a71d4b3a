namespace NanoBatch.Protocol
{
    /// <summary>When a task runs; the low three bits of its item byte.</summary>
    public enum ScheduleKind : byte
    {
        Every = 0,
        Daily = 1,
        Weekly = 2,
        Cron = 3,
        AfterSamples = 4,
        OnDemand = 5,
    }
}
