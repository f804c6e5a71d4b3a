using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The board's log in a fixed 2 KB: a new line pushes the oldest ones out. One thread at a time; where there are more, their owner locks.</summary>
    /// <remarks>A line lies as <c>level u8, ms u48, length u8</c>, text. Nothing is kept of it but these bytes.</remarks>
    public sealed class LogRing : ILog
    {
        public const int Capacity = 2048;

        /// <summary>Longest text, bytes of UTF-8: a whole entry fits a reply twice over.</summary>
        public const int TextBytesMax = 104;

        private const int LineHead = 8;
        private const int EntryHead = 12;

        private readonly byte[] _ring = new byte[Capacity];
        private readonly byte[] _line = new byte[LineHead + TextBytesMax];
        private readonly ByteWriter _writer;
        private int _oldestAt;
        private int _used;
        private uint _oldest = 1;
        private uint _next = 1;

        public LogRing()
        {
            _writer = new ByteWriter(_line);
        }

        /// <summary>Number of the next line; the first is 1.</summary>
        public uint Next
        {
            get { return _next; }
        }

        public void Write(long nowMs, LogLevel level, string text)
        {
            byte[] bytes = Utf8.Encode(text);
            int count = bytes.Length;
            if (count > TextBytesMax)
            {
                count = TextBytesMax;
                while (count > 0 && (bytes[count] & 0xC0) == 0x80)
                {
                    count--;        // not within a character
                }
            }

            _writer.Reset(_line, 0);
            _writer.U8((int)level);
            _writer.U48(nowMs);
            _writer.U8(count);
            _writer.Bytes(bytes, 0, count);
            int length = _writer.Position;
            while (Capacity - _used < length)
            {
                DropOldest();
            }

            Copy(_line, (_oldestAt + _used) % Capacity, length);
            _used += length;
            _next++;
        }

        public uint Read(uint from, ByteWriter writer)
        {
            uint number = _oldest;
            int at = _oldestAt;
            while (number < _next)
            {
                int count = _ring[(at + LineHead - 1) % Capacity];
                if (number >= from && !TryWrite(writer, number, at, count))
                {
                    return number;
                }

                at = (at + LineHead + count) % Capacity;
                number++;
            }

            return _next;
        }

        private bool TryWrite(ByteWriter writer, uint number, int at, int count)
        {
            if (writer.Buffer.Length - writer.Position < EntryHead + count)
            {
                return false;
            }

            writer.U32(number);
            for (int i = 0; i < 6; i++)
            {
                writer.U8(_ring[(at + 1 + i) % Capacity]);
            }

            writer.U8(_ring[at]);
            for (int i = LineHead - 1; i < LineHead + count; i++)
            {
                writer.U8(_ring[(at + i) % Capacity]);      // the text with its length
            }

            return true;
        }

        private void DropOldest()
        {
            int length = LineHead + _ring[(_oldestAt + LineHead - 1) % Capacity];
            _oldestAt = (_oldestAt + length) % Capacity;
            _used -= length;
            _oldest++;
        }

        private void Copy(byte[] source, int to, int count)
        {
            int first = Capacity - to;
            first = first < count ? first : count;
            System.Array.Copy(source, 0, _ring, to, first);
            System.Array.Copy(source, first, _ring, 0, count - first);
        }
    }
}
