namespace NanoBatch.Runtime
{
    /// <summary>One ring and how it is filled: jobs that agree on channel, period, burst and reducer share it (DECISIONS 38).</summary>
    public sealed class SampledRing
    {
        /// <summary>Index in the board's channel table.</summary>
        public int Channel;
        public int PeriodMs;
        public int Burst;
        public bool BurstIsMedian;

        /// <summary>Slots that the longest of its users wants, and whether any of them asked for summaries.</summary>
        public int Slots;
        public bool HasSummaries;

        /// <summary>The same in the layout that is being made (<see cref="RingTable.Want"/>): no slots where nobody wants the ring any more.</summary>
        public int WantedSlots;
        public bool WantsSummaries;

        public readonly Ring Ring = new Ring();

        /// <summary>Ring slot = board time / period - bias; the bias keeps old samples in place when the clock becomes known.</summary>
        public long SlotBias;

        /// <summary>Board time of the next sampling instant, ms.</summary>
        public long NextInstantMs;

        /// <summary>First slot that the history does not have yet.</summary>
        public long UnsavedSlot;

        /// <summary>Cells in the layout that is being made.</summary>
        public int WantedCapacity
        {
            get { return Ring.CapacityFor(WantedSlots, WantsSummaries); }
        }

        /// <summary>True when the ring is filled as the plan asks.</summary>
        public bool Serves(int channel, int periodMs, int burst, bool burstIsMedian)
        {
            return Channel == channel && PeriodMs == periodMs && Burst == burst && BurstIsMedian == burstIsMedian;
        }

        /// <summary>Ring slot of the newest sampling instant at or before a board time.</summary>
        public long SlotAt(long boardTimeMs)
        {
            return (boardTimeMs / PeriodMs) - SlotBias;
        }

        /// <summary>Sets the next instant to the first one at or after a board time.</summary>
        public void AwaitFrom(long boardTimeMs)
        {
            NextInstantMs = (boardTimeMs + PeriodMs - 1) / PeriodMs * PeriodMs;
        }

        /// <summary>Starts empty at a board time.</summary>
        public void Restart(long boardTimeMs)
        {
            Restart(boardTimeMs, 0);
        }

        /// <summary>Starts empty at a board time, with the bias that the other rings of its period have.</summary>
        public void Restart(long boardTimeMs, long slotBias)
        {
            AwaitFrom(boardTimeMs);
            SlotBias = slotBias;
            Ring.Reset(SlotAt(NextInstantMs));
            UnsavedSlot = Ring.NextSlot;
        }
    }
}
