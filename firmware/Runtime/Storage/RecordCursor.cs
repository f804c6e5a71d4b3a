using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Reads single records of a log by number; rising numbers cost one read each, others a walk through one segment.</summary>
    /// <remarks>Every record is checked again when it is read: what was damaged since is passed over, never returned.</remarks>
    public sealed class RecordCursor
    {
        // A store that fails once is asked again; a record that fails so often in a row is damaged with its segment, and must not hold up all behind it.
        private const int ReadsMax = 8;

        private readonly IStore _store;
        private readonly SegmentFiles _segments;
        private readonly RecordHeader _header = new RecordHeader();
        private readonly ByteReader _reader = new ByteReader();
        private string _name;
        private uint _number;
        private int _position;
        private uint _least;
        private int _failedReads;

        public RecordCursor(IStore store, SegmentFiles segments)
        {
            _store = store;
            _segments = segments;
        }

        /// <summary>Header of the record that <see cref="Read"/> gave last.</summary>
        public RecordHeader Header
        {
            get { return _header; }
        }

        /// <summary>Copies the first record at or after a number.</summary>
        /// <param name="record">Least number wanted.</param>
        /// <param name="buffer">Room for a whole record.</param>
        /// <returns>Its bytes, 0 where there is none, -1 where the store cannot be read now and is to be asked again later, or less:
        /// minus the bytes that the record takes.</returns>
        public int Read(uint record, byte[] buffer)
        {
            for (int segment = _segments.Find(record); segment < _segments.Count; segment++)
            {
                if (_name == null || _segments.NumberOf(segment) != _number || record < _least)
                {
                    _name = _segments.NameOf(segment);
                    _number = _segments.NumberOf(segment);
                    _position = 0;
                    _least = _segments.FirstOf(segment);
                }

                int length = FindIn(segment, record, buffer);
                if (length < -1 || (length < 0 && ++_failedReads < ReadsMax))
                {
                    return length;
                }

                if (length > 0)
                {
                    return length;
                }

                _failedReads = 0;
            }

            return 0;
        }

        private int FindIn(int segment, uint record, byte[] buffer)
        {
            while (_least <= _segments.LastOf(segment))
            {
                int length = ReadAt(_name, _position, buffer);
                if (length <= 0)
                {
                    return length;
                }

                _failedReads = 0;
                if (_header.Record > _segments.LastOf(segment))
                {
                    return 0;
                }

                if (_header.Record >= record)
                {
                    return length;
                }

                _least = _header.Record + 1;
                _position += length;
            }

            return 0;
        }

        private int ReadAt(string name, int position, byte[] buffer)
        {
            // One read for header and payload: each opens the file, which costs more on littlefs than the bytes, and a kilobyte of garbage besides.
            int got = _store.Read(name, position, buffer, 0, buffer.Length);
            if (got < RecordSizes.Header)
            {
                return got < 0 ? got : 0;
            }

            int total = RecordSizes.Header + (buffer[0] | (buffer[1] << 8)) + RecordSizes.Crc;
            if (total > buffer.Length)
            {
                return total > RecordScratch.BytesMax ? 0 : -total;
            }

            return got >= total && _header.TryRead(buffer, 0, total, _reader) ? total : 0;
        }
    }
}
