namespace NanoBatch.Runtime
{
    /// <summary>The segment files of one log, oldest first: <c>nbl-XXXXXXXX.seg</c> and <c>nbh-XXXXXXXX.seg</c>, numbered upwards (DECISIONS 43).</summary>
    /// <remarks>A segment is appended to, read and deleted whole. One that holds nothing that counts is void: first record behind its last.</remarks>
    public sealed class SegmentFiles
    {
        private const string Suffix = ".seg";
        private const string Hex = "0123456789abcdef";
        private const int PrefixLength = 4;
        private const int Digits = 8;
        private const int NameLength = PrefixLength + Digits + 4;
        private const int RoomStep = 8;

        private readonly IStore _store;
        private readonly string _prefix;
        private readonly char[] _spelled;
        private uint[] _numbers = new uint[RoomStep];
        private uint[] _firstRecords = new uint[RoomStep];
        private uint[] _lastRecords = new uint[RoomStep];
        private int[] _bytes = new int[RoomStep];

        // The one name at hand: that of the segment which grows. All of them would take 40 bytes a segment.
        private string _name;
        private uint _namedNumber;

        public int Count;

        /// <summary>Bytes of all segments.</summary>
        public int Bytes;

        /// <param name="store">Files.</param>
        /// <param name="prefix">Four characters that names begin with.</param>
        public SegmentFiles(IStore store, string prefix)
        {
            _store = store;
            _prefix = prefix;
            _spelled = (prefix + "00000000" + Suffix).ToCharArray();
        }

        /// <summary>Name of a segment's file; made anew for all but the newest.</summary>
        public string NameOf(int segment)
        {
            if (segment != Count - 1)
            {
                return NameOf(_numbers[segment]);
            }

            if (_name == null || _namedNumber != _numbers[segment])
            {
                _namedNumber = _numbers[segment];
                _name = NameOf(_namedNumber);
            }

            return _name;
        }

        /// <summary>Number of a segment, which no other segment of the log has or gets.</summary>
        public uint NumberOf(int segment)
        {
            return _numbers[segment];
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
                    int at = Insert((uint)number);
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
            _name = NameOf(number);
            _namedNumber = number;
            int at = Insert(number);
            if (!_store.Append(_name, bytes, 0, count))
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
            bool isWhole = _store.Append(NameOf(at), bytes, 0, count);
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
            if (!TryDelete(segment))
            {
                return false;
            }

            Bytes -= _bytes[segment];
            Count--;
            for (int i = segment; i < Count; i++)
            {
                _numbers[i] = _numbers[i + 1];
                _firstRecords[i] = _firstRecords[i + 1];
                _lastRecords[i] = _lastRecords[i + 1];
                _bytes[i] = _bytes[i + 1];
            }

            return true;
        }

        private bool TryDelete(int segment)
        {
            try
            {
                return _store.Delete(NameOf(segment));
            }
            catch (System.OutOfMemoryException)
            {
                return false;       // not even for the name; it goes later
            }
        }

        private int Insert(uint number)
        {
            if (Count == _numbers.Length)
            {
                Grow();
            }

            int at = Count++;
            while (at > 0 && _numbers[at - 1] > number)
            {
                _numbers[at] = _numbers[at - 1];
                _firstRecords[at] = _firstRecords[at - 1];
                _lastRecords[at] = _lastRecords[at - 1];
                _bytes[at] = _bytes[at - 1];
                at--;
            }

            _numbers[at] = number;
            _firstRecords[at] = 0;
            _lastRecords[at] = 0;
            _bytes[at] = 0;
            return at;
        }

        private void Grow()
        {
            int size = _numbers.Length + RoomStep;
            uint[] numbers = new uint[size];
            uint[] firstRecords = new uint[size];
            uint[] lastRecords = new uint[size];
            int[] bytes = new int[size];
            System.Array.Copy(_numbers, 0, numbers, 0, Count);
            System.Array.Copy(_firstRecords, 0, firstRecords, 0, Count);
            System.Array.Copy(_lastRecords, 0, lastRecords, 0, Count);
            System.Array.Copy(_bytes, 0, bytes, 0, Count);
            _numbers = numbers;
            _firstRecords = firstRecords;
            _lastRecords = lastRecords;
            _bytes = bytes;
        }

        private string NameOf(uint number)
        {
            char[] spelled = _spelled;
            for (int i = PrefixLength + Digits - 1; i >= PrefixLength; i--)
            {
                spelled[i] = Hex[(int)(number & 15)];   // sign: an index of 0..15
                number >>= 4;
            }

            return new string(spelled);
        }

        private long NumberOf(string name)
        {
            if (name.Length != NameLength || name.IndexOf(_prefix) != 0 || name.IndexOf(Suffix) != PrefixLength + Digits)
            {
                return -1;
            }

            long number = 0;
            for (int i = PrefixLength; i < PrefixLength + Digits; i++)
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
