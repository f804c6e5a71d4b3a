namespace NanoBatch.Protocol
{
    /// <summary>Received bytes in, checked frames out. Never throws, never allocates; any garbage is forgotten at the next delimiter.</summary>
    public sealed class FrameDecoder
    {
        private readonly byte[] _stuffed = new byte[FrameFormat.EncodedMax - 2];
        private int _count;
        private bool _overrun;

        /// <summary>Type, id and payload of the last frame; valid until the next byte is fed.</summary>
        public int Type;
        public int Id;
        public readonly byte[] Payload = new byte[FrameFormat.ContentMax];
        public int PayloadLength;

        /// <summary>Frames and faults since start, for diagnosis.</summary>
        public int FrameCount;
        public int OverrunCount;
        public int BadStuffingCount;
        public int BadCrcCount;

        /// <summary>Takes one received byte.</summary>
        /// <returns><see cref="FrameEvent.Frame"/> when a checked frame is complete.</returns>
        public FrameEvent Feed(byte value)
        {
            if (value == FrameFormat.Delimiter)
            {
                return EndOfFrame();
            }

            if (_count == _stuffed.Length)
            {
                _overrun = true;    // keep swallowing; the delimiter reports it once
                return FrameEvent.NeedMore;
            }

            _stuffed[_count++] = value;
            return FrameEvent.NeedMore;
        }

        /// <summary>Forgets a half-received frame, as after a new connection.</summary>
        public void Reset()
        {
            _count = 0;
            _overrun = false;
        }

        private FrameEvent EndOfFrame()
        {
            int count = _count;
            bool overrun = _overrun;
            Reset();
            if (count == 0)
            {
                return FrameEvent.NeedMore;     // two delimiters in a row: the end of one frame and the start of the next
            }

            if (overrun)
            {
                OverrunCount++;
                return FrameEvent.Overrun;
            }

            int length = Unstuff(count);
            if (length < FrameFormat.HeaderBytes + FrameFormat.CrcBytes)
            {
                BadStuffingCount++;
                return FrameEvent.BadStuffing;
            }

            byte[] content = Payload;
            int at = length - FrameFormat.CrcBytes;
            uint crc = (uint)(content[at] | (content[at + 1] << 8) | (content[at + 2] << 16)) | ((uint)content[at + 3] << 24);
            if (Crc32.Of(content, 0, at) != crc)
            {
                BadCrcCount++;
                return FrameEvent.BadCrc;
            }

            Type = content[0];
            Id = content[1] | (content[2] << 8);
            PayloadLength = at - FrameFormat.HeaderBytes;
            System.Array.Copy(content, FrameFormat.HeaderBytes, content, 0, PayloadLength);
            FrameCount++;
            return FrameEvent.Frame;
        }

        /// <summary>Undoes COBS into <see cref="Payload"/>; -1 where a code points past the end or stands for a full group, which no frame has.</summary>
        private int Unstuff(int count)
        {
            byte[] stuffed = _stuffed;
            byte[] content = Payload;
            int length = 0;
            int i = 0;
            while (i < count)
            {
                int next = i + stuffed[i];
                if (next > count || stuffed[i] == 0xFF)
                {
                    return -1;
                }

                if (i != 0)
                {
                    content[length++] = FrameFormat.Delimiter;
                }

                for (i++; i < next; i++)
                {
                    content[length++] = stuffed[i];
                }
            }

            return length;
        }
    }
}
