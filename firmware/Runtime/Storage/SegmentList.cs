namespace NanoBatch.Runtime
{
    /// <summary>The segment files of the ledger, oldest first: <c>nbl-XXXXXXXX.seg</c>, numbered upwards (DECISIONS 43).</summary>
    public sealed class SegmentList
    {
        private const string Prefix = "nbl-";
        private const string Suffix = ".seg";
        private const string Hex = "0123456789abcdef";
        private const int NameLength = 16;

        private readonly IStore _store;
        private string[] _names = new string[16];
        private uint[] _numbers = new uint[16];
        private uint[] _firstRecords = new uint[16];
        private uint[] _lastRecords = new uint[16];
        private int[] _bytes = new int[16];
        private bool _opensNext;
        private uint _openRecord;

        private int _cursorSegment = -1;
        private uint _cursorRecord;

        public int Count;

        /// <summary>Bytes of all segments.</summary>
        public int Bytes;

        /// <summary>Bytes of the batch that opened the last segment, state included; 0 where an earlier start opened it.</summary>
        public int HeadBytes;

        /// <summary>Where the reading cursor stands in its segment.</summary>
        public int CursorPosition;

        public SegmentList(IStore store)
        {
            _store = store;
        }

        public int BytesOfLast
        {
            get { return Count == 0 ? 0 : _bytes[Count - 1]; }
        }

        public uint FirstRecordOf(int segment)
        {
            return _firstRecords[segment];
        }

        /// <summary>Finds the segments of the store, in the order of their numbers.</summary>
        public void Load()
        {
            string[] names = _store.List();
            for (int i = 0; i < names.Length; i++)
            {
                long number = NumberOf(names[i]);
                if (number >= 0)
                {
                    Insert(names[i], (uint)number);
                }
            }
        }

        /// <summary>Takes note of a record that recovery found.</summary>
        public void Note(int segment, uint record, int length)
        {
            if (_bytes[segment] == 0)
            {
                _firstRecords[segment] = record;
            }

            _lastRecords[segment] = record;
            _bytes[segment] += length;
            Bytes += length;
        }

        /// <summary>A segment that ends in a torn record takes no more: the next commit begins another.</summary>
        /// <param name="segment">A segment whose records have all been noted.</param>
        /// <param name="validBytes">Where the first byte lies that belongs to no whole record.</param>
        /// <param name="nextRecord">Number after the last record so far: where the search for records passes a segment that has none.</param>
        public void Cut(int segment, int validBytes, uint nextRecord)
        {
            if (_bytes[segment] == 0)
            {
                _firstRecords[segment] = nextRecord;
            }

            byte[] probe = new byte[1];
            if (segment == Count - 1 && _store.Read(_names[segment], validBytes, probe, 0, 1) > 0)
            {
                _opensNext = true;
            }
        }

        /// <summary>True after <see cref="Cut"/> met a torn end.</summary>
        public bool MustOpen
        {
            get { return _opensNext; }
        }

        /// <summary>The next append begins a segment whose first record has this number.</summary>
        public void Open(uint firstRecord)
        {
            _opensNext = true;
            _openRecord = firstRecord;
        }

        /// <summary>Appends a batch with one close.</summary>
        public bool Append(byte[] batch, int count)
        {
            if (_opensNext || Count == 0)
            {
                uint number = Count == 0 ? 1 : _numbers[Count - 1] + 1;
                Insert(NameOf(number), number);
                _firstRecords[Count - 1] = _openRecord;
                _opensNext = false;
            }

            int last = Count - 1;
            if (!_store.Append(_names[last], batch, 0, count))
            {
                // What was written is a torn end now; nothing may follow it.
                _opensNext = true;
                return false;
            }

            int at = 0;
            while (at < count)
            {
                _lastRecords[last] = (uint)(batch[at + 4] | (batch[at + 5] << 8) | (batch[at + 6] << 16)) | ((uint)batch[at + 7] << 24);
                at += Protocol.RecordSizes.Header + (batch[at] | (batch[at + 1] << 8)) + Protocol.RecordSizes.Crc;
            }

            HeadBytes = _bytes[last] == 0 ? count : HeadBytes;
            _bytes[last] += count;
            Bytes += count;
            return true;
        }

        /// <summary>Deletes the oldest segment when all its records are acknowledged and it is not the one that grows.</summary>
        public bool DropOldest(uint acknowledgedTo)
        {
            if (Count < 2 || _lastRecords[0] > acknowledgedTo || !_store.Delete(_names[0]))
            {
                return false;
            }

            Bytes -= _bytes[0];
            Count--;
            for (int i = 0; i < Count; i++)
            {
                _names[i] = _names[i + 1];
                _numbers[i] = _numbers[i + 1];
                _firstRecords[i] = _firstRecords[i + 1];
                _lastRecords[i] = _lastRecords[i + 1];
                _bytes[i] = _bytes[i + 1];
            }

            _cursorSegment = -1;
            return true;
        }

        /// <summary>Puts the cursor where a record is, or before it; the cursor stays where it was when that is nearer.</summary>
        /// <returns>The segment, or <see cref="Count"/> past the last.</returns>
        public int Seek(uint record)
        {
            if (_cursorSegment >= 0 && _cursorSegment < Count && record >= _cursorRecord)
            {
                return _cursorSegment;
            }

            int segment = 0;
            while (segment + 1 < Count && _firstRecords[segment + 1] <= record)
            {
                segment++;
            }

            _cursorSegment = segment;
            _cursorRecord = segment < Count ? _firstRecords[segment] : record;
            CursorPosition = 0;
            return segment;
        }

        /// <summary>Moves the cursor past a record.</summary>
        public void Advance(uint nextRecord, int length)
        {
            _cursorRecord = nextRecord;
            CursorPosition += length;
        }

        /// <summary>Moves the cursor to the next segment; at the last one it stays, because more may be appended.</summary>
        public int NextSegment(int segment)
        {
            if (segment + 1 < Count)
            {
                _cursorSegment = segment + 1;
                _cursorRecord = _firstRecords[segment + 1];
                CursorPosition = 0;
                return segment + 1;
            }

            return Count;
        }

        public int Read(int segment, int position, byte[] buffer, int count)
        {
            return _store.Read(_names[segment], position, buffer, 0, count);
        }

        private void Insert(string name, uint number)
        {
            if (Count == _names.Length)
            {
                Grow();
            }

            int at = Count++;
            while (at > 0 && _numbers[at - 1] > number)
            {
                _names[at] = _names[at - 1];
                _numbers[at] = _numbers[at - 1];
                at--;
            }

            _names[at] = name;
            _numbers[at] = number;
            _firstRecords[at] = 0;
            _lastRecords[at] = 0;
            _bytes[at] = 0;
        }

        private void Grow()
        {
            int size = _names.Length * 2;
            string[] names = new string[size];
            uint[] numbers = new uint[size];
            uint[] firstRecords = new uint[size];
            uint[] lastRecords = new uint[size];
            int[] bytes = new int[size];
            System.Array.Copy(_names, 0, names, 0, Count);
            System.Array.Copy(_numbers, 0, numbers, 0, Count);
            System.Array.Copy(_firstRecords, 0, firstRecords, 0, Count);
            System.Array.Copy(_lastRecords, 0, lastRecords, 0, Count);
            System.Array.Copy(_bytes, 0, bytes, 0, Count);
            _names = names;
            _numbers = numbers;
            _firstRecords = firstRecords;
            _lastRecords = lastRecords;
            _bytes = bytes;
        }

        private static string NameOf(uint number)
        {
            char[] name = new char[NameLength];
            for (int i = 0; i < 4; i++)
            {
                name[i] = Prefix[i];
                name[12 + i] = Suffix[i];
            }

            for (int i = 11; i >= 4; i--)
            {
                name[i] = Hex[(int)(number & 15)];      // sign: an index of 0..15
                number >>= 4;
            }

            return new string(name);
        }

        private static long NumberOf(string name)
        {
            if (name.Length != NameLength || name.IndexOf(Prefix) != 0 || name.IndexOf(Suffix) != 12)
            {
                return -1;
            }

            long number = 0;
            for (int i = 4; i < 12; i++)
            {
                int digit = Hex.IndexOf(name[i]);
                if (digit < 0)
                {
                    return -1;
                }

                number = (number << 4) | (long)digit;
            }

            return number;
        }
    }
}
