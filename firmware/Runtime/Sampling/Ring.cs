namespace NanoBatch.Runtime
{
    /// <summary>The newest raw counts of one channel: a view of a stretch of cells, addressed by absolute slot number.</summary>
    /// <remarks>A slot is one sampling instant, its number instant / period. A cell holds counts 0..4095 or <see cref="Gap"/>. Both rails are values, and
    /// counted. Cells older than the start slot read as gaps. A change of the jobs may lay the ring elsewhere (<see cref="RingMover"/>).</remarks>
    public sealed class Ring
    {
        /// <summary>Cell value of an instant without a sample.</summary>
        public const short Gap = -1;

        /// <summary>Slots kept beyond those wanted, so that a run of up to 8 steps sees its window whole while sampling goes on.</summary>
        public const int SlackSlots = 8;

        private short[] _cells;
        private int _offset;
        private int _capacity;
        private BlockSummaries _summaries;
        private long _startSlot;
        private long _nextSlot;
        private int _position;
        private int _railCount;

        /// <summary>Lays a ring over <paramref name="capacity"/> cells of an array, empty, starting at slot 0.</summary>
        /// <param name="cells">The ring writes only its own stretch of them.</param>
        /// <param name="offset">First cell of the stretch.</param>
        /// <param name="capacity">Cells of the stretch, as <see cref="CapacityFor"/> gives them.</param>
        /// <param name="summaries">True keeps one summary for each block of 64 slots; the capacity is then a multiple of 64.</param>
        public Ring(short[] cells, int offset, int capacity, bool summaries)
        {
            Lay(cells, offset, capacity, summaries ? new BlockSummaries(capacity / BlockSummaries.BlockSlots) : null);
            Reset(0);
        }

        /// <summary>A ring that lies nowhere yet: <see cref="Lay"/> it, then <see cref="Reset"/> it.</summary>
        public Ring()
        {
        }

        /// <summary>The array this ring lies in.</summary>
        public short[] Cells => _cells;

        /// <summary>Index in <see cref="Cells"/> of the ring's first cell.</summary>
        public int Offset => _offset;

        /// <summary>Cells of the ring, slack included.</summary>
        public int Capacity => _capacity;

        /// <summary>Summaries of the complete blocks, or null where the ring keeps none.</summary>
        public BlockSummaries Summaries => _summaries;

        /// <summary>Absolute number of the slot that the next push fills.</summary>
        public long NextSlot => _nextSlot;

        /// <summary>Oldest slot kept; equals <see cref="NextSlot"/> while the ring is empty.</summary>
        public long FirstSlot
        {
            get
            {
                long oldest = _nextSlot - _capacity;
                return oldest > _startSlot ? oldest : _startSlot;
            }
        }

        /// <summary>Readings at a rail (0 or 4095) since the last reset, for diagnosis.</summary>
        public int RailCount => _railCount;

        /// <summary>Cells a ring needs to keep so many slots.</summary>
        /// <param name="slots">Slots wanted, 1..65 535.</param>
        /// <param name="summaries">Whether block summaries are kept: the capacity is then rounded up to whole blocks.</param>
        public static int CapacityFor(int slots, bool summaries)
        {
            int capacity = slots + SlackSlots;
            return summaries ? (capacity + BlockSummaries.BlockSlots - 1) & ~(BlockSummaries.BlockSlots - 1) : capacity;
        }

        /// <summary>Memory of a ring that keeps so many slots, in bytes: cells and summaries.</summary>
        public static int BytesFor(int slots, bool summaries)
        {
            int capacity = CapacityFor(slots, summaries);
            return summaries
                ? (capacity * 2) + (capacity / BlockSummaries.BlockSlots * BlockSummaries.BytesPerBlock)
                : capacity * 2;
        }

        /// <summary>Lays the ring over other cells; what it keeps is there already, each slot where its number says.</summary>
        /// <param name="cells">The ring writes only its own stretch of them.</param>
        /// <param name="offset">First cell of the stretch.</param>
        /// <param name="capacity">Cells of the stretch; where they are more or fewer than before, <see cref="KeepFrom"/> or <see cref="Reset"/> must follow.</param>
        /// <param name="summaries">Room for its blocks, or for more, or null; where it is not the ring's own, <see cref="SumUp"/> or <see cref="Reset"/> must follow.</param>
        public void Lay(short[] cells, int offset, int capacity, BlockSummaries summaries)
        {
            _cells = cells;
            _offset = offset;
            _capacity = capacity;
            _summaries = summaries;
        }

        /// <summary>Says from which slot on the cells are samples of the ring, after a change of its length.</summary>
        public void KeepFrom(long slot)
        {
            _startSlot = slot;
            _position = (int)(_nextSlot % _capacity);
        }

        /// <summary>Sums up all blocks from the cells, where the ring keeps summaries.</summary>
        public void SumUp()
        {
            for (int block = 0; _summaries != null && block < _capacity / BlockSummaries.BlockSlots; block++)
            {
                _summaries.Complete(_cells, _offset, block);
            }
        }

        /// <summary>Empties the ring; the next push fills <paramref name="nextSlot"/>.</summary>
        /// <param name="nextSlot">Absolute slot number, not negative.</param>
        public void Reset(long nextSlot)
        {
            _startSlot = nextSlot;
            _nextSlot = nextSlot;
            _railCount = 0;
            _position = (int)(nextSlot % _capacity);
            ClearCells();
        }

        /// <summary>Stores the sample of <see cref="NextSlot"/>.</summary>
        /// <param name="counts">Raw counts 0..4095, or <see cref="Gap"/>.</param>
        /// <remarks>O(1); with summaries each 64th push looks at its block.</remarks>
        public void Push(int counts)
        {
            int position = _position;
            _cells[_offset + position] = (short)counts;
            if (counts == 0 || counts == 4095)
            {
                _railCount++;
            }

            position++;
            _nextSlot++;
            if (_summaries != null && (position & (BlockSummaries.BlockSlots - 1)) == 0)
            {
                _summaries.Complete(_cells, _offset, (position / BlockSummaries.BlockSlots) - 1);
            }

            _position = position == _capacity ? 0 : position;
        }

        /// <summary>Stores samples that were taken earlier, from <see cref="NextSlot"/> on; readings at a rail were counted when they were taken.</summary>
        /// <param name="source">Counts or gaps.</param>
        /// <param name="from">First of them.</param>
        /// <param name="count">How many, no more than the ring's cells.</param>
        public void Append(short[] source, int from, int count)
        {
            while (count > 0)
            {
                int room = _capacity - _position;
                int part = count < room ? count : room;
                System.Array.Copy(source, from, _cells, _offset + _position, part);
                int before = _position / BlockSummaries.BlockSlots;
                _position += part;
                _nextSlot += part;
                for (int block = before; _summaries != null && block < _position / BlockSummaries.BlockSlots; block++)
                {
                    _summaries.Complete(_cells, _offset, block);
                }

                _position = _position == _capacity ? 0 : _position;
                from += part;
                count -= part;
            }
        }

        /// <summary>Fills with gaps up to, not including, <paramref name="nextSlot"/>; an earlier slot changes nothing.</summary>
        /// <remarks>At most one pass over the ring, however far the leap.</remarks>
        public void SkipTo(long nextSlot)
        {
            if (nextSlot - _nextSlot >= _capacity)
            {
                _nextSlot = nextSlot;
                _position = (int)(nextSlot % _capacity);
                ClearCells();
                return;
            }

            while (_nextSlot < nextSlot)
            {
                Push(Gap);
            }
        }

        /// <summary>Counts of a slot that is kept, or <see cref="Gap"/>.</summary>
        public int CellAt(long slot)
        {
            return _cells[_offset + (int)(slot % _capacity)];
        }

        /// <summary>Fills cells with gaps: a few by hand, then twice as many with each copy, which is native on the device.</summary>
        internal static void FillGaps(short[] cells, int offset, int count)
        {
            int filled = count < 8 ? count : 8;
            for (int i = 0; i < filled; i++)
            {
                cells[offset + i] = Gap;
            }

            while (filled < count)
            {
                int more = filled < count - filled ? filled : count - filled;
                System.Array.Copy(cells, offset, cells, offset + filled, more);
                filled += more;
            }
        }

        private void ClearCells()
        {
            FillGaps(_cells, _offset, _capacity);
            if (_summaries != null)
            {
                _summaries.Clear();
            }
        }
    }
}
