namespace NanoBatch.Runtime
{
    /// <summary>All rings of a board in one arena, as large as its jobs have ever needed since the start; survivors keep their samples when jobs change.</summary>
    /// <remarks>Grown by need (ADR 0010): of a 96 KB heap the whole allowance would take 28 KB, where four channels of a day take 12. A board takes a first piece at
    /// its start, while its heap is in one piece.</remarks>
    public sealed class RingTable
    {
        /// <summary>8 jobs of 16 channels each.</summary>
        public const int RingsMax = 128;

        // What most boards never leave; the tables grow with a layout that does.
        private const int RingsUsual = 8;

        private short[] _arena;
        private short[] _larger;
        private SampledRing[] _rings = new SampledRing[RingsUsual];
        private SampledRing[] _wanted = new SampledRing[RingsUsual];
        private int _wantedCount;
        private bool _isReserved;
        private int _passed;

        /// <summary>Bytes for cells and summaries together.</summary>
        public readonly int BytesMax;
        public int Count;

        /// <param name="bytesMax">What all rings may take.</param>
        /// <param name="firstBytes">What the arena takes at once.</param>
        public RingTable(int bytesMax, int firstBytes)
        {
            BytesMax = bytesMax;
            _arena = new short[(firstBytes < bytesMax ? firstBytes : bytesMax) / 2];
        }

        /// <summary>Bytes of the arena now.</summary>
        public int ArenaBytes
        {
            get { return 2 * _arena.Length; }
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

        /// <summary>Starts a new layout; <see cref="Want"/> every channel of every job, then <see cref="Reserve"/> and <see cref="Apply"/>, or forget it.</summary>
        public void BeginLayout()
        {
            ForgetLayout();
        }

        /// <summary>Lets go of a layout that was not applied: its arena could hold 12 KB and more until the next deployment.</summary>
        public void ForgetLayout()
        {
            _larger = null;
            for (int i = 0; i < _wantedCount; i++)
            {
                _wanted[i] = null;
            }

            _wantedCount = 0;
            _isReserved = false;
        }

        /// <summary>True between <see cref="Reserve"/> and <see cref="Apply"/>.</summary>
        public bool IsReserved
        {
            get { return _isReserved; }
        }

        /// <summary>Takes all the memory of the wished layout, so that <see cref="Apply"/> takes none; throws where the heap does not have it, and nothing has changed.</summary>
        /// <returns>False where it is the samples' cells that find no room.</returns>
        public bool Reserve()
        {
            int cells = CellsWanted();
            if (cells > _arena.Length && !TryEnlarge(cells))
            {
                return false;
            }

            for (int i = 0; i < _wantedCount; i++)
            {
                SampledRing wish = _wanted[i];
                SampledRing survivor = Find(_rings, Count, wish);
                int capacity = Ring.CapacityFor(wish.Slots, wish.HasSummaries);
                bool isAlike = survivor != null && survivor.Ring.Capacity == capacity && (survivor.Ring.Summaries != null) == wish.HasSummaries;
                wish.Ring = isAlike ? survivor.Ring : new Ring(capacity, wish.HasSummaries);
            }

            _rings = WithRoom(_rings, _wantedCount);
            _isReserved = true;
            return true;
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

        /// <summary>Makes the wished layout the current one; it is reserved and fits (<see cref="BytesWanted"/>).</summary>
        /// <param name="boardTimeMs">Now: new rings start here.</param>
        /// <remarks>Allocates nothing: the rings that stay move to the arena's beginning in their order, then apart as far as the new lengths ask; those that begin come behind
        /// them. O(cells + rings²).</remarks>
        public void Apply(long boardTimeMs)
        {
            int packedTo = 0;
            int cells = 0;
            for (SampledRing old = After(-1); old != null; old = After(_passed))
            {
                _passed = old.Ring.Offset;
                SampledRing wish = Find(_wanted, _wantedCount, old);
                if (wish != null)
                {
                    int capacity = wish.Ring.Capacity;
                    RingMover.Pack(old.Ring, capacity, packedTo);
                    packedTo += RingMover.KeptCells(old.Ring, capacity);
                    cells += capacity;
                }
            }

            int first = cells;
            for (SampledRing old = Before(packedTo); old != null; old = Before(_passed))
            {
                _passed = old.Ring.Offset;
                SampledRing wish = Find(_wanted, _wantedCount, old);
                first -= wish.Ring.Capacity;
                wish.SlotBias = old.SlotBias;
                wish.NextInstantMs = old.NextInstantMs;
                wish.UnsavedSlot = old.UnsavedSlot;
                RingMover.Unpack(old.Ring, wish.Ring, _larger ?? _arena, first);
            }

            _arena = _larger ?? _arena;
            for (int i = 0; i < _wantedCount; i++)
            {
                if (Find(_rings, Count, _wanted[i]) == null)
                {
                    _wanted[i].Ring.Lay(_arena, cells);
                    _wanted[i].Restart(boardTimeMs, BiasOf(_wanted[i].PeriodMs));
                    cells += _wanted[i].Ring.Capacity;
                }
            }

            for (int i = 0; i < _rings.Length; i++)
            {
                _rings[i] = i < _wantedCount ? _wanted[i] : null;
            }

            Count = _wantedCount;
            ForgetLayout();
        }

        /// <summary>Of the rings that stay or go, the first one that lies behind a cell; null without one.</summary>
        private SampledRing After(int cell)
        {
            SampledRing first = null;
            for (int i = 0; i < Count; i++)
            {
                int offset = _rings[i].Ring.Offset;
                first = offset > cell && (first == null || offset < first.Ring.Offset) ? _rings[i] : first;
            }

            return first;
        }

        /// <summary>Of the rings that stay, the last one that lies before a cell; null without one.</summary>
        private SampledRing Before(int cell)
        {
            SampledRing last = null;
            for (int i = 0; i < Count; i++)
            {
                int offset = _rings[i].Ring.Offset;
                bool isLater = offset < cell && (last == null || offset > last.Ring.Offset);
                last = isLater && Find(_wanted, _wantedCount, _rings[i]) != null ? _rings[i] : last;
            }

            return last;
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

        private static SampledRing Find(SampledRing[] rings, int count, SampledRing alike)
        {
            for (int i = 0; i < count; i++)
            {
                if (rings[i].Serves(alike.Channel, alike.PeriodMs, alike.Burst, alike.BurstIsMedian))
                {
                    return rings[i];
                }
            }

            return null;
        }

        private bool TryEnlarge(int cells)
        {
            try
            {
                _larger = new short[cells];
                return true;
            }
            catch (System.OutOfMemoryException)
            {
                return false;       // the deployment is refused with this reason
            }
        }

        private int CellsWanted()
        {
            int cells = 0;
            for (int i = 0; i < _wantedCount; i++)
            {
                cells += Ring.CapacityFor(_wanted[i].Slots, _wanted[i].HasSummaries);
            }

            return cells;
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
