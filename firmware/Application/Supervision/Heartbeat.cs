namespace NanoBatch.Application
{
    /// <summary>The sign of life of one thread: until when the next one is due, and whether the thread still counts. Any thread may call.</summary>
    /// <remarks>A thread beats before each call that may hang, with that call's deadline. Once retired it has a successor: it leaves, and touches nothing that is shared.</remarks>
    public sealed class Heartbeat
    {
        private readonly object _gate = new object();
        private long _dueMs;
        private bool _isRetired;
        private bool _isOver;

        /// <param name="nowMs">Monotonic time.</param>
        /// <param name="deadlineMs">When the first beat is due, from now on.</param>
        public Heartbeat(long nowMs, int deadlineMs)
        {
            _dueMs = nowMs + deadlineMs;
        }

        /// <summary>Says that the thread lives, and when it will say so again at the latest.</summary>
        /// <returns>False where it was retired and has to leave.</returns>
        public bool Beat(long nowMs, int deadlineMs)
        {
            lock (_gate)
            {
                _dueMs = nowMs + deadlineMs;
                return !_isRetired;
            }
        }

        /// <summary>True where a successor has taken the thread's place, or is about to.</summary>
        public bool IsRetired
        {
            get
            {
                lock (_gate)
                {
                    return _isRetired;
                }
            }
        }

        /// <summary>True where the thread has left its body.</summary>
        public bool IsOver
        {
            get
            {
                lock (_gate)
                {
                    return _isOver;
                }
            }
        }

        /// <summary>True where the thread has left its body, or has not said that it lives when it should have.</summary>
        public bool IsLost(long nowMs)
        {
            lock (_gate)
            {
                return _isOver || nowMs > _dueMs;
            }
        }

        /// <summary>Tells the thread to leave as soon as it notices.</summary>
        public void Retire()
        {
            lock (_gate)
            {
                _isRetired = true;
            }
        }

        /// <summary>The thread's last word.</summary>
        public void End()
        {
            lock (_gate)
            {
                _isOver = true;
            }
        }
    }
}
