namespace NanoBatch.Runtime
{
    /// <summary>All rings of a board in one arena that is allocated at start; survivors keep their samples when jobs change, and nothing fragments.</summary>
    public sealed class RingTable
    {
        /// <summary>8 jobs of 16 channels each.</summary>
        public const int RingsMax = 128;

        private readonly short[] _arena;
        private readonly SampledRing[] _rings = new SampledRing[RingsMax];
        private readonly SampledRing[] _wanted = new SampledRing[RingsMax];
        private int _wantedCount;

        /// <summary>Bytes for cells and summaries together.</summary>
        public readonly int BytesMax;
        public int Count;

        public RingTable(int bytesMax)
        {
            BytesMax = bytesMax;
            _arena = new short[bytesMax / 2];
        }

        /// <summary>Bytes that the rings of the current layout take, summaries included.</summary>
        public int BytesUsed
        {
            get { return BytesOf(_rings, Count); }
        }

        /// <summary>A ring by its place, 0..<see cref="Count"/> - 1.</summary>
        public SampledRing RingAt(int index)
        {
            return _rings[index];
        }

        /// <summary>Starts a new layout; <see cref="Want"/> every channel of every job, then <see cref="Apply"/> or forget it.</summary>
        public void BeginLayout()
        {
            _wantedCount = 0;
        }

        /// <summary>Adds a wish to the layout, joined with an equal one.</summary>
        /// <returns>Place of the ring in the coming layout, or -1 where there are too many rings.</returns>
        public int Want(int channel, int periodMs, int burst, bool burstIsMedian, int slots, bool summaries)
        {
            for (int i = 0; i < _wantedCount; i++)
            {
                SampledRing ring = _wanted[i];
                if (ring.Serves(channel, periodMs, burst, burstIsMedian))
                {
                    ring.Slots = slots > ring.Slots ? slots : ring.Slots;
                    ring.HasSummaries |= summaries;
                    return i;
                }
            }

            if (_wantedCount == RingsMax)
            {
                return -1;
            }

            SampledRing wish = new SampledRing();
            wish.Channel = channel;
            wish.PeriodMs = periodMs;
            wish.Burst = burst;
            wish.BurstIsMedian = burstIsMedian;
            wish.Slots = slots;
            wish.HasSummaries = summaries;
            _wanted[_wantedCount] = wish;
            return _wantedCount++;
        }

        /// <summary>Bytes that the wished layout takes.</summary>
        public int BytesWanted
        {
            get { return BytesOf(_wanted, _wantedCount); }
        }

        /// <summary>Makes the wished layout the current one; it must fit (<see cref="BytesWanted"/>).</summary>
        /// <param name="boardTimeMs">Now: new rings start here.</param>
        /// <remarks>Rings that stay where they are keep their cells. Where one has to move, all survivors leave the arena and come back in the new order:
        /// that takes their size once more on the heap, for the moment of a deployment.</remarks>
        public void Apply(long boardTimeMs)
        {
            Ring[] kept = new Ring[_wantedCount];
            bool isInPlace = true;
            int cells = 0;
            for (int i = 0; i < _wantedCount; i++)
            {
                SampledRing wish = _wanted[i];
                SampledRing survivor = Find(wish);
                if (survivor != null)
                {
                    wish.SlotBias = survivor.SlotBias;
                    wish.NextInstantMs = survivor.NextInstantMs;
                    wish.UnsavedSlot = survivor.UnsavedSlot;
                    kept[i] = survivor.Ring;
                    isInPlace &= LiesAt(survivor.Ring, cells, wish);
                }

                cells += Ring.CapacityFor(wish.Slots, wish.HasSummaries);
            }

            for (int i = 0; i < _wantedCount && !isInPlace; i++)
            {
                kept[i] = kept[i] == null ? null : Detach(kept[i]);
            }

            cells = 0;
            for (int i = 0; i < _wantedCount; i++)
            {
                Place(_wanted[i], kept[i], isInPlace, cells, boardTimeMs);
                cells += _wanted[i].Ring.Capacity;
            }

            for (int i = 0; i < RingsMax; i++)
            {
                _rings[i] = i < _wantedCount ? _wanted[i] : null;
            }

            Count = _wantedCount;
        }

        private void Place(SampledRing wish, Ring kept, bool isInPlace, int cell, long boardTimeMs)
        {
            if (kept != null && isInPlace)
            {
                wish.Ring = kept;
                return;
            }

            wish.Ring = new Ring(_arena, cell, Ring.CapacityFor(wish.Slots, wish.HasSummaries), wish.HasSummaries);
            if (kept == null)
            {
                wish.Restart(boardTimeMs, BiasOf(wish.PeriodMs));
            }
            else
            {
                wish.Ring.CopyFrom(kept);
            }
        }

        private static bool LiesAt(Ring ring, int cell, SampledRing wish)
        {
            return ring.Offset == cell && ring.Capacity == Ring.CapacityFor(wish.Slots, wish.HasSummaries) && (ring.Summaries != null) == wish.HasSummaries;
        }

        /// <summary>Rings of one period number their slots alike: a series may join an old ring and a new one.</summary>
        private long BiasOf(int periodMs)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_rings[i].PeriodMs == periodMs)
                {
                    return _rings[i].SlotBias;
                }
            }

            return 0;
        }

        private SampledRing Find(SampledRing wish)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_rings[i].Serves(wish.Channel, wish.PeriodMs, wish.Burst, wish.BurstIsMedian))
                {
                    return _rings[i];
                }
            }

            return null;
        }

        /// <summary>The ring's samples in cells of their own.</summary>
        private static Ring Detach(Ring ring)
        {
            Ring copy = new Ring(new short[ring.Capacity], 0, ring.Capacity, false);
            copy.CopyFrom(ring);
            return copy;
        }

        private static int BytesOf(SampledRing[] rings, int count)
        {
            int bytes = 0;
            for (int i = 0; i < count; i++)
            {
                bytes += Ring.BytesFor(rings[i].Slots, rings[i].HasSummaries);
            }

            return bytes;
        }
    }
}
