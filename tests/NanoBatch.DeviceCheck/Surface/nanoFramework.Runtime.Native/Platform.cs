namespace nanoFramework.Runtime.Native
{
    public enum RebootOption
    {
        NormalReboot = 0,
    }

    public static class GC
    {
        public static extern uint Run(bool compactHeap);
    }

    public static class Rtc
    {
        public static extern bool SetSystemTime(System.DateTime time);
    }

    public class Power
    {
        public static extern void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot);
    }

    public static class SystemInfo
    {
        public static extern string TargetName { get; }
    }
}

namespace System
{
    public static class Environment
    {
        public static extern long TickCount64 { get; }
    }
}
