namespace NanoBatch.Application
{
    /// <summary>Where any thread asks for a restart of the machine; the board thread saves first and does it, the supervisor where that does not happen.</summary>
    public sealed class RestartDesk
    {
        /// <summary>What the board thread has for saving before the supervisor restarts the machine all the same, ms.</summary>
        public const int GraceMs = 10 * 1000;

        private readonly object _gate = new object();
        private bool _isAsked;
        private long _askedMs;

        /// <summary>Asks; the first one counts.</summary>
        /// <returns>True for the first one.</returns>
        public bool Ask(long nowMs)
        {
            lock (_gate)
            {
                if (_isAsked)
                {
                    return false;
                }

                _isAsked = true;
                _askedMs = nowMs;
                return true;
            }
        }

        public bool IsAsked
        {
            get
            {
                lock (_gate)
                {
                    return _isAsked;
                }
            }
        }

        /// <summary>True where the board thread did not come to it.</summary>
        public bool IsOverdue(long nowMs)
        {
            lock (_gate)
            {
                return _isAsked && nowMs - _askedMs > GraceMs;
            }
        }
    }
}
