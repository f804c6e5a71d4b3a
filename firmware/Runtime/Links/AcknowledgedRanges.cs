namespace NanoBatch.Runtime
{
    /// <summary>Records that a receiver has beyond the acknowledged prefix: two collectors see batches out of order (DECISIONS 48).</summary>
    /// <remarks>What finds no place is forgotten, and sent and acknowledged once more.</remarks>
    public sealed class AcknowledgedRanges
    {
        private const int RangesMax = 8;

        private readonly uint[] _firsts = new uint[RangesMax];
        private readonly uint[] _lasts = new uint[RangesMax];
        private int _count;

        public void Clear()
        {
            _count = 0;
        }

        /// <summary>Takes note of a range; one that ends before it begins is none.</summary>
        public void Add(uint first, uint last)
        {
            if (last < first)
            {
                return;
            }

            for (int i = 0; i < _count; i++)
            {
                if (first <= _lasts[i] + 1 && _firsts[i] <= last + 1)
                {
                    _firsts[i] = first < _firsts[i] ? first : _firsts[i];
                    _lasts[i] = last > _lasts[i] ? last : _lasts[i];
                    return;
                }
            }

            if (_count < RangesMax)
            {
                _firsts[_count] = first;
                _lasts[_count] = last;
                _count++;
            }
        }

        /// <summary>The acknowledged prefix after all ranges that continue it; they are forgotten then.</summary>
        public uint Extend(uint acknowledgedTo)
        {
            int i = 0;
            while (i < _count)
            {
                if (_firsts[i] > acknowledgedTo + 1)
                {
                    i++;
                    continue;
                }

                acknowledgedTo = _lasts[i] > acknowledgedTo ? _lasts[i] : acknowledgedTo;
                _count--;
                _firsts[i] = _firsts[_count];
                _lasts[i] = _lasts[_count];
                i = 0;      // a range that was passed by may continue now
            }

            return acknowledgedTo;
        }

        /// <summary>Last record of the range that a record lies in, 0 where it lies in none.</summary>
        public uint EndOf(uint record)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_firsts[i] <= record && record <= _lasts[i])
                {
                    return _lasts[i];
                }
            }

            return 0;
        }
    }
}
