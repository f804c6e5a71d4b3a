namespace System.Threading
{
    public delegate void ThreadStart();

    public sealed class Thread
    {
        public extern Thread(ThreadStart start);

        public extern void Start();

        public static extern void Sleep(int millisecondsTimeout);
    }

    public static class Timeout
    {
        public const int Infinite = -1;
    }

    public static class Monitor
    {
        public static extern void Enter(object obj);

        public static extern void Exit(object obj);
    }

    public abstract class WaitHandle : MarshalByRefObject
    {
        public virtual extern bool WaitOne(int millisecondsTimeout, bool exitContext);
    }

    public sealed class AutoResetEvent : WaitHandle
    {
        public extern AutoResetEvent(bool initialState);

        public extern bool Set();
    }
}

namespace System
{
    public abstract class MarshalByRefObject
    {
    }
}
