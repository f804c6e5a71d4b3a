namespace NanoBatch.Runtime
{
    /// <summary>All rings of a board in one arena, as large as its jobs have ever needed since the start; survivors keep their samples when jobs change.</summary>
    /// <remarks>Grown by need (ADR 0010): of a 96 KB heap the whole allowance would take 28 KB, where four channels of a day take 12. A board takes a first piece at
    /// its start, while its heap is in one piece. A layout that needs no larger one is made in place (ADR 0014).</remarks>
    public sealed class RingTable
    {
        /// <summary>8 jobs of 16 channels each.</summary>
        public const int RingsMax = 128;

        // What most boards never leave, with the rings to come; the table grows with a layout that does.
        private const int RingsUsual = 8;

        private short[] _arena;
        private short[] _larger;

        // Those of the current layout in the order of their cells, then those to come.
        private SampledRing[] _rings = new SampledRing[RingsUsual];
        private int _known;
        private int _wantedCount;

        // Of rings that need others than they have, by place; null where none does.
        private BlockSummaries[] _summaries;

        /// <summary>Bytes for cells and summaries together.</summary>
        public readonly int BytesMax;
        public int Count;
#if !NANOFRAMEWORK_1_0

        /// <summary>Called before each piece of memory that a layout takes: a test can run out of it there.</summary>
        public System.Action TakesMemory;
#endif

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
            get
            {
                int bytes = 0;
                for (int i = 0; i < Count; i++)
                {
                    bytes += Ring.BytesFor(_rings[i].Slots, _rings[i].HasSummaries);
                }

                return bytes;
            }
        }

        /// <summary>Bytes that the wished layout takes.</summary>
        public int BytesWanted
        {
            get
            {
                int bytes = 0;
                for (int i = 0; i < _known; i++)
                {
                    bytes += _rings[i].WantedSlots == 0 ? 0 : Ring.BytesFor(_rings[i].WantedSlots, _rings[i].WantsSummaries);
                }

                return bytes;
            }
        }

        /// <summary>A ring by its place, 0..<see cref="Count"/> - 1; the places follow the cells, not the jobs.</summary>
        public SampledRing RingAt(int index)
        {
            return _rings[index];
        }

        /// <summary>Starts a new layout; <see cref="Want"/> every channel of every job, then <see cref="Reserve"/> and <see cref="Apply"/>, or forget it.</summary>
        public void BeginLayout()
        {
            ForgetLayout();
            for (int i = 0; i < Count; i++)
            {
                _rings[i].WantedSlots = 0;
                _rings[i].WantsSummaries = false;
            }

            _wantedCount = 0;
        }

        /// <summary>Lets go of a layout that was not applied: its arena could hold 12 KB and more until the next deployment.</summary>
        public void ForgetLayout()
        {
            _larger = null;
            _summaries = null;
            while (_known > Count)
            {
                _rings[--_known] = null;
            }
        }

        /// <summary>Adds a wish to the layout, joined with an equal one.</summary>
        /// <returns>False where there are too many rings.</returns>
        /// <remarks>Takes memory for a ring that the current layout has not, and throws where the heap has none.</remarks>
        public bool Want(int channel, int periodMs, int burst, bool burstIsMedian, int slots, bool summaries)
        {
            SampledRing wish = null;
            for (int i = 0; i < _known && wish == null; i++)
            {
                wish = _rings[i].Serves(channel, periodMs, burst, burstIsMedian) ? _rings[i] : null;
            }

            if (wish == null || wish.WantedSlots == 0)
            {
                if (_wantedCount == RingsMax)
                {
                    return false;
                }

                wish = wish ?? Add(channel, periodMs, burst, burstIsMedian);
                _wantedCount++;
            }

            wish.WantedSlots = slots > wish.WantedSlots ? slots : wish.WantedSlots;
            wish.WantsSummaries |= summaries;
            return true;
        }

        /// <summary>Takes all the memory that <see cref="Apply"/> needs: none where no ring is new, longer or newly summed up. Throws where the heap has none.</summary>
        /// <returns>False where the heap has none for the cells.</returns>
        public bool Reserve()
        {
            int cells = 0;
            for (int i = 0; i < _known; i++)
            {
                cells += _rings[i].WantedSlots == 0 ? 0 : _rings[i].WantedCapacity;
            }

            if (cells > _arena.Length && !TryEnlarge(cells))
            {
                return false;
            }

            for (int i = 0; i < _known; i++)
            {
                int blocks = _rings[i].WantedCapacity / BlockSummaries.BlockSlots;
                BlockSummaries old = _rings[i].Ring.Summaries;
                if (_rings[i].WantsSummaries && (old == null || old.Blocks < blocks))
                {
                    TakeMemory();
                    _summaries = _summaries ?? new BlockSummaries[_known];
                    _summaries[i] = new BlockSummaries(blocks);
                }
            }

            return true;
        }

        /// <summary>Makes the wished layout the current one; it is reserved and fits (<see cref="BytesWanted"/>).</summary>
        /// <param name="boardTimeMs">Now: new rings start here.</param>
        /// <remarks>Allocates nothing. Rings that stay keep their order, and where nothing before them changes, their cells; new ones follow. O(cells + rings²), see
        /// <see cref="RingMover"/>.</remarks>
        public void Apply(long boardTimeMs)
        {
            short[] arena = _larger ?? _arena;
            int cells = RingMover.Rearrange(_rings, Count, arena, _summaries);
            for (int i = Count; i < _known; i++)
            {
                _rings[i].Ring.Lay(arena, cells, _rings[i].WantedCapacity, _rings[i].WantsSummaries ? _summaries[i] : null);
                _rings[i].Restart(boardTimeMs, BiasOf(_rings[i].PeriodMs));
                cells += _rings[i].WantedCapacity;
            }

            _arena = arena;
            CloseUp();
        }

        /// <summary>The table without those that nobody wants.</summary>
        private void CloseUp()
        {
            int count = 0;
            for (int i = 0; i < _known; i++)
            {
                SampledRing ring = _rings[i];
                _rings[i] = null;
                if (ring.WantedSlots > 0)
                {
                    ring.Slots = ring.WantedSlots;
                    ring.HasSummaries = ring.WantsSummaries;
                    _rings[count++] = ring;
                }
            }

            Count = count;
            _known = count;
            ForgetLayout();
        }

        private SampledRing Add(int channel, int periodMs, int burst, bool burstIsMedian)
        {
            TakeMemory();
            if (_known == _rings.Length)
            {
                SampledRing[] larger = new SampledRing[2 * _known];
                System.Array.Copy(_rings, 0, larger, 0, _known);
                _rings = larger;
            }

            SampledRing ring = new SampledRing();
            ring.Channel = channel;
            ring.PeriodMs = periodMs;
            ring.Burst = burst;
            ring.BurstIsMedian = burstIsMedian;
            _rings[_known++] = ring;
            return ring;
        }

        private bool TryEnlarge(int cells)
        {
            try
            {
                TakeMemory();
                _larger = new short[cells];
                return true;
            }
            catch (System.OutOfMemoryException)
            {
                return false;       // the deployment is refused with this reason
            }
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

        private void TakeMemory()
        {
#if !NANOFRAMEWORK_1_0
            if (TakesMemory != null)
            {
                TakesMemory();
            }
#endif
        }
    }
}
