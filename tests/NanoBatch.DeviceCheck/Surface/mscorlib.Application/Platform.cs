namespace System
{
    public class EventArgs
    {
    }

    public class Random
    {
        public extern Random();

        public virtual extern void NextBytes(byte[] buffer);
    }

    public struct TimeSpan
    {
        public const long TicksPerMillisecond = 10000;
        public const long TicksPerSecond = TicksPerMillisecond * 1000;

        public extern TimeSpan(long ticks);
    }

    public struct DateTime
    {
        public static readonly DateTime UnixEpoch;

        public extern DateTime(long ticks);

        public static extern DateTime UtcNow { get; }

        public extern long Ticks { get; }
    }
}

namespace System.Collections
{
    public class ArrayList
    {
    }
}
