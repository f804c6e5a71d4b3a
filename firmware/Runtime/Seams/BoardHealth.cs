namespace NanoBatch.Runtime
{
    /// <summary>What the application around the runtime knows of the board, for <c>info</c> and <c>doctor</c>; plain fields, written by the application.</summary>
    public sealed class BoardHealth
    {
        /// <summary>Why the board started: 0 unknown, 1 power, 2 reset pin, 3 software, 4 panic, 5 watchdog, 6 brown-out, 7 deep sleep.</summary>
        public int ResetCause;

        /// <summary>Managed heap that was free at the last look, bytes; 0 unknown.</summary>
        public int FreeHeapBytes;

        /// <summary>The least of those since the start.</summary>
        public int LeastFreeHeapBytes;

        /// <summary>0 no network is configured, 1 no link, 2 Wi-Fi is up, 3 the broker is reached.</summary>
        public int NetworkState;

        /// <summary>Connections to the broker since the start.</summary>
        public int ConnectionCount;

        /// <summary>Threads and connections that the supervisor replaced since the start.</summary>
        public int HealCount;

        /// <summary>Writes that were held back because the supply was low.</summary>
        public int LowSupplyCount;
    }
}
