using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Records that one close will bring into a log, built one after the other in one buffer.</summary>
    /// <remarks>The last one is marked (<see cref="RecordHeader.EndsBatch"/>), so a record gets its CRC only when it is known whether another follows.</remarks>
    public sealed class RecordBatch
    {
        private readonly RecordScratch _room;
        private readonly RecordHeader _header = new RecordHeader();
        private readonly ByteWriter _headerWriter = new ByteWriter(new byte[0]);
        private int _recordStart;
        private bool _hasUnsealed;

        /// <summary>Where the payload of the record that was begun is written.</summary>
        public readonly ByteWriter Writer = new ByteWriter(new byte[0]);

        /// <summary>Bytes of the ended records.</summary>
        public int Length;

        /// <summary>Number of the first record of the batch; the next one's while it is empty.</summary>
        public uint FirstRecord;

        /// <param name="room">Where the records lie; a batch that leaves it to others between steps must be committed in the step that begins it.</param>
        public RecordBatch(RecordScratch room)
        {
            _room = room;
        }

        /// <summary>The records; its owner may read them after <see cref="Close"/>.</summary>
        public byte[] Buffer
        {
            get { return _room.Bytes; }
        }

        /// <summary>Makes room; ended records stay.</summary>
        public void Reserve(int bytes)
        {
            _room.Reserve(bytes, Length);
        }

        /// <summary>Begins a record; its payload goes to <see cref="Writer"/>.</summary>
        public void Begin()
        {
            _room.Owner = this;
            Writer.Reset(Buffer, Length + RecordSizes.Header);
        }

        /// <summary>Ends the record that was begun.</summary>
        /// <returns>False for one that did not fit, or is longer than a reader takes: it is forgotten.</returns>
        public bool End(RecordType type, ClockQuality quality, uint record, uint boot, long timeMs)
        {
            int payload = Writer.Position - Length - RecordSizes.Header;
            if (Writer.IsFull || payload > RecordSizes.PayloadMax || Length + RecordSizes.Header + payload + RecordSizes.Crc > Buffer.Length)
            {
                return false;
            }

            Seal(false);
            FirstRecord = Length == 0 ? record : FirstRecord;
            _header.PayloadLength = payload;
            _header.Type = type;
            _header.Quality = quality;
            _header.Record = record;
            _header.Boot = boot;
            _header.TimeMs = timeMs;
            _recordStart = Length;
            _hasUnsealed = true;
            Length += _header.TotalLength;
            return true;
        }

        /// <summary>Ends the batch: after this its bytes are whole.</summary>
        public void Close()
        {
            Seal(true);
        }

        /// <summary>Forgets all records.</summary>
        public void Clear()
        {
            Length = 0;
            _hasUnsealed = false;
        }

        private void Seal(bool endsBatch)
        {
            if (_hasUnsealed)
            {
                _header.EndsBatch = endsBatch;
                _header.Seal(Buffer, _recordStart, _headerWriter);
                _hasUnsealed = false;
            }
        }
    }
}
