using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The board's log for all its threads. A line that repeats the last one within ten seconds is left out: a fault in a loop must not push out its cause.</summary>
    public sealed class SharedLog : ILog
    {
        private const int RepeatMs = 10 * 1000;

        private readonly object _gate = new object();
        private readonly ILog _log;
        private string _lastText = string.Empty;
        private long _lastMs;

        /// <param name="log">Takes the lines, one thread at a time.</param>
        public SharedLog(ILog log)
        {
            _log = log;
        }

        public void Write(long nowMs, LogLevel level, string text)
        {
            lock (_gate)
            {
                if (text == _lastText && nowMs - _lastMs < RepeatMs)
                {
                    return;
                }

                _lastText = text;
                _lastMs = nowMs;
                _log.Write(nowMs, level, text);
            }
        }

        public uint Read(uint from, ByteWriter writer)
        {
            lock (_gate)
            {
                return _log.Read(from, writer);
            }
        }
    }
}
