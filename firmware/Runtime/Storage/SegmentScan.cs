using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Walks one segment file record by record, reading it in pieces as large as its buffer.</summary>
    /// <remarks>A file is opened for every read, and on littlefs that is what costs.</remarks>
    public sealed class SegmentScan
    {
        private readonly IStore _store;
        private readonly ByteReader _reader = new ByteReader();
        private readonly ByteReader _crc = new ByteReader();
        private byte[] _buffer;
        private string _name;
        private int _bufferStart;
        private int _bufferCount;

        /// <summary>The record that <see cref="Next"/> found.</summary>
        public readonly RecordHeader Header = new RecordHeader();

        /// <summary>Offset of the byte behind it.</summary>
        public int Position;

        /// <summary>Offset in the buffer behind its payload.</summary>
        public int PayloadEnd;

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
                return true;
            }

            if (_bufferCount != 0 && _bufferStart == Position)
            {
                return false;       // the piece begins here, and holds the longest record
            }

            int got = StartRead.Read(_store, _name, Position, _buffer, _buffer.Length);
            if (got <= 0)
            {
                return false;       // the last record stays in the buffer
            }

            _bufferStart = Position;
            _bufferCount = got;
            return TryRead(checksCrc);
        }

        /// <summary>True where the record that <see cref="Next"/> found has its CRC.</summary>
        public bool IsSound()
        {
            int at = Position - Header.TotalLength - _bufferStart;
            _crc.Reset(_buffer, PayloadEnd, RecordSizes.Crc);
            return _crc.U32() == Crc32.Of(_buffer, at, PayloadEnd - at);
        }

        private bool TryRead(bool checksCrc)
        {
            int at = Position - _bufferStart;
            if (!Header.TryReadFields(_buffer, at, _bufferCount - at, _reader))
            {
                return false;
            }

            Position += Header.TotalLength;
            PayloadEnd = at + RecordSizes.Header + Header.PayloadLength;
            if (checksCrc && !IsSound())
            {
                Position -= Header.TotalLength;
                return false;
            }

            _reader.Reset(_buffer, at + RecordSizes.Header, Header.PayloadLength);
            return true;
        }
    }
}
