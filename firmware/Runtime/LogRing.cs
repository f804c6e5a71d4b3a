using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The board's log in fixed memory: a new line pushes the oldest ones out. One thread at a time; where there are more, their owner locks.</summary>
    /// <remarks>A line lies as <c>level u8, ms u48, length u8</c>, text. Nothing is kept of it but these bytes.</remarks>
    public sealed class LogRing : ILog
    {
        /// <summary>Room of a log that takes more than one line of full length.</summary>
        public const int BytesMin = 256;

        /// <summary>Longest text, bytes of UTF-8: a whole entry fits a reply twice over.</summary>
        public const int TextBytesMax = 104;

        private const int LineHead = 8;
        private const int EntryHead = 12;

        private readonly byte[] _ring;
        private int _oldestAt;
        private int _used;
        private uint _oldest = 1;
        private uint _next = 1;

        /// <param name="bytes">Room for all lines together; less than <see cref="BytesMin"/> is taken for it.</param>
        public LogRing(int bytes)
        {
            _ring = new byte[bytes < BytesMin ? BytesMin : bytes];
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

            int length = LineHead + count;
            ByteWriter line = new ByteWriter(new byte[length]);
            line.U8((int)level);
            line.U48(nowMs);
            line.U8(count);
            line.Bytes(bytes, 0, count);
            while (_ring.Length - _used < length)
            {
                DropOldest();
            }

            Copy(line.Buffer, (_oldestAt + _used) % _ring.Length, length);
            _used += length;
            _next++;
        }

        public uint Read(uint from, ByteWriter writer)
        {
            uint number = _oldest;
            int at = _oldestAt;
            while (number < _next)
            {
                int count = _ring[(at + LineHead - 1) % _ring.Length];
                if (number >= from && !TryWrite(writer, number, at, count))
                {
                    return number;
                }

                at = (at + LineHead + count) % _ring.Length;
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
                writer.U8(_ring[(at + 1 + i) % _ring.Length]);
            }

            writer.U8(_ring[at]);
            for (int i = LineHead - 1; i < LineHead + count; i++)
            {
                writer.U8(_ring[(at + i) % _ring.Length]);      // the text with its length
            }

            return true;
        }

        private void DropOldest()
        {
            int length = LineHead + _ring[(_oldestAt + LineHead - 1) % _ring.Length];
            _oldestAt = (_oldestAt + length) % _ring.Length;
            _used -= length;
            _oldest++;
        }

        private void Copy(byte[] source, int to, int count)
        {
            int first = _ring.Length - to;
            first = first < count ? first : count;
            System.Array.Copy(source, 0, _ring, to, first);
            System.Array.Copy(source, first, _ring, 0, count - first);
        }
    }
}
