using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Walks one segment file record by record, reading it in pieces as large as its buffer.</summary>
    /// <remarks>A file is opened for every read, and on littlefs that is what costs.</remarks>
    public sealed class SegmentScan
    {
        private readonly IStore _store;
        private readonly ByteReader _reader = new ByteReader();
        private byte[] _buffer;
        private string _name;
        private int _bufferStart;
        private int _bufferCount;

        /// <summary>The record that <see cref="Next"/> found.</summary>
        public readonly RecordHeader Header = new RecordHeader();

        /// <summary>Offset of the byte behind it.</summary>
        public int Position;

        public SegmentScan(IStore store)
        {
            _store = store;
        }

        /// <summary>The record's payload, and nothing behind it.</summary>
        public ByteReader Payload
        {
            get { return _reader; }
        }

        /// <summary>Stands before the first record of a file.</summary>
        /// <param name="name">File.</param>
        /// <param name="buffer">Room for the longest record; its content is the scan's from now on.</param>
        public void Open(string name, byte[] buffer)
        {
            _name = name;
            _buffer = buffer;
            _bufferStart = 0;
            _bufferCount = 0;
            Position = 0;
        }

        /// <summary>Finds the next record.</summary>
        /// <param name="checksCrc">False where an earlier walk has checked.</param>
        /// <returns>False at the end, and at the first bytes that are no whole record.</returns>
        public bool Next(bool checksCrc)
        {
            if (TryRead(checksCrc))
            {
                Position += Header.TotalLength;
                return true;
            }

            if (_bufferCount != 0 && _bufferStart == Position)
            {
                return false;       // the piece begins here, and holds the longest record
            }

            int got = _store.Read(_name, Position, _buffer, 0, _buffer.Length);
            _bufferStart = Position;
            _bufferCount = got < 0 ? 0 : got;
            if (!TryRead(checksCrc))
            {
                return false;
            }

            Position += Header.TotalLength;
            return true;
        }

        private bool TryRead(bool checksCrc)
        {
            int at = Position - _bufferStart;
            int available = _bufferCount - at;
            if (!Header.TryReadFields(_buffer, at, available, _reader))
            {
                return false;
            }

            int end = at + RecordSizes.Header + Header.PayloadLength;
            if (checksCrc)
            {
                _reader.Skip(Header.PayloadLength);
                if (_reader.U32() != Crc32.Of(_buffer, at, end - at))
                {
                    return false;
                }
            }

            _reader.Reset(_buffer, at + RecordSizes.Header, Header.PayloadLength);
            return true;
        }
    }
}
