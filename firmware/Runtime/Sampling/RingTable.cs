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

        /// <summary>Starts a new layout; <see cref="Want"/> every channel of every job, then <see cref="Apply"/> or forget it.</summary>
        public void BeginLayout()
        {
            _wantedCount = 0;
            _larger = null;
        }

        /// <summary>Lets go of a layout that was not applied: its arena could hold 12 KB and more until the next deployment.</summary>
        public void ForgetLayout()
        {
            _larger = null;
            for (int i = 0; i < _wanted.Length; i++)
            {
                _wanted[i] = null;
            }

            _wantedCount = 0;
        }

        /// <summary>Takes the memory of the wished layout's cells, for <see cref="Apply"/>.</summary>
        /// <returns>False where the heap does not have it.</returns>
        public bool TryReserve()
        {
            int cells = CellsWanted();
            if (cells <= _arena.Length)
            {
                return true;
            }

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

        /// <summary>Makes the wished layout the current one; it must fit (<see cref="BytesWanted"/>).</summary>
        /// <param name="boardTimeMs">Now: new rings start here.</param>
        /// <remarks>Rings that stay where they are keep their cells. Where one has to move, all survivors leave the arena and come back in the new order,
        /// or go into a larger one: that takes their size once more on the heap, for the moment of a deployment.</remarks>
        public void Apply(long boardTimeMs)
        {
            Ring[] kept = new Ring[_wantedCount];
            int cellsWanted = CellsWanted();
            bool grows = cellsWanted > _arena.Length;
            if (grows)
            {
                _arena = _larger != null && _larger.Length >= cellsWanted ? _larger : new short[cellsWanted];
            }

            _larger = null;
            bool isInPlace = !grows;
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

            for (int i = 0; i < _wantedCount && !isInPlace && !grows; i++)
            {
                kept[i] = kept[i] == null ? null : Detach(kept[i]);
            }

            cells = 0;
            for (int i = 0; i < _wantedCount; i++)
            {
                Place(_wanted[i], kept[i], isInPlace, cells, boardTimeMs);
                cells += _wanted[i].Ring.Capacity;
            }

            _rings = WithRoom(_rings, _wantedCount);
            for (int i = 0; i < _rings.Length; i++)
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
