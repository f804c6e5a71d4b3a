namespace NanoBatch.Runtime
{
    /// <summary>The segment files of one log, oldest first: <c>nbl-XXXXXXXX.seg</c> and <c>nbh-XXXXXXXX.seg</c>, numbered upwards (DECISIONS 43).</summary>
    /// <remarks>A segment is appended to, read and deleted whole. One that holds nothing that counts is void: first record behind its last.</remarks>
    public sealed class SegmentFiles
    {
        private const string Suffix = ".seg";
        private const string Hex = "0123456789abcdef";
        private const int PrefixLength = 4;
        private const int NameLength = 16;

        private readonly IStore _store;
        private readonly string _prefix;
        private string[] _names = new string[16];
        private uint[] _numbers = new uint[16];
        private uint[] _firstRecords = new uint[16];
        private uint[] _lastRecords = new uint[16];
        private int[] _bytes = new int[16];

        public int Count;

        /// <summary>Bytes of all segments.</summary>
        public int Bytes;

        /// <param name="store">Files.</param>
        /// <param name="prefix">Four characters that names begin with.</param>
        public SegmentFiles(IStore store, string prefix)
        {
            _store = store;
            _prefix = prefix;
        }

        public string NameOf(int segment)
        {
            return _names[segment];
        }

        public int BytesOf(int segment)
        {
            return _bytes[segment];
        }

        /// <summary>Number of a segment's first record; where a void one would have stood, for searches to pass it by.</summary>
        public uint FirstOf(int segment)
        {
            return _firstRecords[segment];
        }

        /// <summary>Number of a segment's last record that counts.</summary>
        public uint LastOf(int segment)
        {
            return _lastRecords[segment];
        }

        /// <summary>Finds the segments of the store, in the order of their numbers, with their lengths.</summary>
        public void Load()
        {
            string[] names = _store.List();
            for (int i = 0; i < names.Length; i++)
            {
                long number = NumberOf(names[i]);
                if (number >= 0)
                {
                    int bytes = _store.Length(names[i]);
                    int at = Insert(names[i], (uint)number);
                    _bytes[at] = bytes < 0 ? 0 : bytes;
                    Bytes += _bytes[at];
                }
            }
        }

        /// <summary>Takes note of which records of a segment count.</summary>
        public void SetRange(int segment, uint first, uint last)
        {
            _firstRecords[segment] = first;
            _lastRecords[segment] = last;
        }

        /// <summary>Creates a segment with its first batch.</summary>
        /// <returns>False where the store refused; nothing of it counts then, and its number is not used again.</returns>
        public bool Create(byte[] bytes, int count, uint first, uint last)
        {
            uint number = Count == 0 ? 1 : _numbers[Count - 1] + 1;
            int at = Insert(NameOf(number), number);
            if (!_store.Append(_names[at], bytes, 0, count))
            {
                // What was written is no whole segment: void, and gone where the store lets go of it.
                _bytes[at] = count;
                Bytes += count;
                SetRange(at, first, first - 1);
                Remove(at);
                return false;
            }

            SetRange(at, first, last);
            _bytes[at] = count;
            Bytes += count;
            return true;
        }

        /// <summary>Appends a batch to the newest segment.</summary>
        /// <returns>False where the store refused: the segment may end in a torn batch, and nothing must follow it.</returns>
        public bool Append(byte[] bytes, int count, uint last)
        {
            int at = Count - 1;
            bool isWhole = _store.Append(_names[at], bytes, 0, count);
            _bytes[at] += count;
            Bytes += count;
            if (isWhole)
            {
                _lastRecords[at] = last;
            }

            return isWhole;
        }

        /// <summary>Deletes the oldest segment when all its records are acknowledged and another one begins with the state that a start needs.</summary>
        /// <remarks>A void segment has none: behind a torn one, the segment before it is all that a start has to go by.</remarks>
        public bool DropOldest(uint acknowledgedTo)
        {
            for (int i = 1; i < Count; i++)
            {
                if (_lastRecords[i] >= _firstRecords[i])
                {
                    return _lastRecords[0] <= acknowledgedTo && Remove(0);
                }
            }

            return false;
        }

        /// <summary>Deletes segments that hold nothing that counts, the newest excepted.</summary>
        public void DropVoid()
        {
            for (int i = Count - 2; i >= 0; i--)
            {
                if (_lastRecords[i] < _firstRecords[i])
                {
                    Remove(i);
                }
            }
        }

        /// <summary>The segment in which a record lies or would lie.</summary>
        /// <returns><see cref="Count"/> where there is none.</returns>
        public int Find(uint record)
        {
            int segment = 0;
            while (segment < Count && _lastRecords[segment] < record)
            {
                segment++;
            }

            return segment;
        }

        private bool Remove(int segment)
        {
            if (!_store.Delete(_names[segment]))
            {
                return false;
            }

            Bytes -= _bytes[segment];
            Count--;
            for (int i = segment; i < Count; i++)
            {
                _names[i] = _names[i + 1];
                _numbers[i] = _numbers[i + 1];
                _firstRecords[i] = _firstRecords[i + 1];
                _lastRecords[i] = _lastRecords[i + 1];
                _bytes[i] = _bytes[i + 1];
            }

            return true;
        }

        private int Insert(string name, uint number)
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
                _firstRecords[at] = _firstRecords[at - 1];
                _lastRecords[at] = _lastRecords[at - 1];
                _bytes[at] = _bytes[at - 1];
                at--;
            }

            _names[at] = name;
            _numbers[at] = number;
            _firstRecords[at] = 0;
            _lastRecords[at] = 0;
            _bytes[at] = 0;
            return at;
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

        private string NameOf(uint number)
        {
            char[] name = new char[NameLength];
            for (int i = 0; i < PrefixLength; i++)
            {
                name[i] = _prefix[i];
                name[12 + i] = Suffix[i];
            }

            for (int i = 11; i >= PrefixLength; i--)
            {
                name[i] = Hex[(int)(number & 15)];      // sign: an index of 0..15
                number >>= 4;
            }

            return new string(name);
        }

        private long NumberOf(string name)
        {
            if (name.Length != NameLength || name.IndexOf(_prefix) != 0 || name.IndexOf(Suffix) != 12)
            {
                return -1;
            }

            long number = 0;
            for (int i = PrefixLength; i < 12; i++)
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
