namespace NanoBatch.Runtime
{
    /// <summary>All rings of a board, within an allowance of memory; survivors keep their samples when jobs change.</summary>
    /// <remarks>Allocated by need, each ring for itself (ADR 0010): of a 96 KB heap the whole allowance would take 28 KB, where four channels of a day take 12, and
    /// one array of 12 KB finds no place where four of 3 KB do.</remarks>
    public sealed class RingTable
    {
        /// <summary>8 jobs of 16 channels each.</summary>
        public const int RingsMax = 128;

        // What most boards never leave; the tables grow with a layout that does.
        private const int RingsUsual = 8;

        private SampledRing[] _rings = new SampledRing[RingsUsual];
        private SampledRing[] _wanted = new SampledRing[RingsUsual];
        private int _wantedCount;

        /// <summary>Bytes for cells and summaries together.</summary>
        public readonly int BytesMax;
        public int Count;

        public RingTable(int bytesMax)
        {
            BytesMax = bytesMax;
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

        /// <summary>Tries whether the heap has the memory of the wished layout's new rings. They take it at <see cref="Apply"/>.</summary>
        /// <returns>Bytes of the layout that find room: <see cref="BytesWanted"/> where all do.</returns>
        public int BytesThatFit()
        {
            Ring[] trial = new Ring[_wantedCount];
            int bytes = 0;
            try
            {
                for (int i = 0; i < _wantedCount; i++)
                {
                    trial[i] = Survivor(_wanted[i]) == null ? NewRing(_wanted[i]) : null;
                    bytes += Ring.BytesFor(_wanted[i].Slots, _wanted[i].HasSummaries);
                }
            }
            catch (System.OutOfMemoryException)
            {
                return bytes;       // the deployment is refused with this figure
            }

            return bytes;
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

            _wanted = WithRoom(_wanted, _wantedCount + 1);
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

        /// <summary>Makes the wished layout the current one; it must fit (<see cref="BytesWanted"/>, <see cref="BytesThatFit"/>).</summary>
        /// <param name="boardTimeMs">Now: new rings start here.</param>
        /// <remarks>A ring that grows, shrinks or begins to keep summaries is there twice for the moment of a deployment.</remarks>
        public void Apply(long boardTimeMs)
        {
            for (int i = 0; i < _wantedCount; i++)
            {
                Place(_wanted[i], boardTimeMs);
            }

            _rings = WithRoom(_rings, _wantedCount);
            for (int i = 0; i < _rings.Length; i++)
            {
                _rings[i] = i < _wantedCount ? _wanted[i] : null;
            }

            Count = _wantedCount;
        }

        private void Place(SampledRing wish, long boardTimeMs)
        {
            wish.Ring = Survivor(wish);
            SampledRing before = Find(wish);
            if (before == null)
            {
                wish.Ring = NewRing(wish);
                wish.Restart(boardTimeMs, BiasOf(wish.PeriodMs));
                return;
            }

            wish.SlotBias = before.SlotBias;
            wish.NextInstantMs = before.NextInstantMs;
            wish.UnsavedSlot = before.UnsavedSlot;
            if (wish.Ring == null)
            {
                wish.Ring = NewRing(wish);
                wish.Ring.CopyFrom(before.Ring);
            }
        }

        /// <summary>The ring that serves a wish as it is, or null.</summary>
        private Ring Survivor(SampledRing wish)
        {
            SampledRing before = Find(wish);
            bool isSame = before != null && before.Ring.Capacity == Ring.CapacityFor(wish.Slots, wish.HasSummaries)
                && (before.Ring.Summaries != null) == wish.HasSummaries;
            return isSame ? before.Ring : null;
        }

        private static Ring NewRing(SampledRing wish)
        {
            int capacity = Ring.CapacityFor(wish.Slots, wish.HasSummaries);
            return new Ring(new short[capacity], 0, capacity, wish.HasSummaries);
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

        private static SampledRing[] WithRoom(SampledRing[] rings, int count)
        {
            if (count <= rings.Length)
            {
                return rings;
            }

            SampledRing[] larger = new SampledRing[2 * rings.Length];
            System.Array.Copy(rings, 0, larger, 0, rings.Length);
            return WithRoom(larger, count);
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
