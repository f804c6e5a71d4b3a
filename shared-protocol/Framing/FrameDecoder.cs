namespace NanoBatch.Protocol
{
    /// <summary>Received bytes in, checked frames out. Never throws, never allocates; any garbage is forgotten at the next delimiter.</summary>
    public sealed class FrameDecoder
    {
        // Behind the first code, which stands for no byte of the content.
        private const int ContentAt = 1;

        // Between two delimiters.
        private const int StuffedMax = FrameFormat.EncodedMax - 2;

        private int _count;
        private bool _overrun;

        /// <summary>Type, id and payload of the last frame; valid until the next byte is fed, which lies in the same array.</summary>
        /// <remarks>Between a frame and the next byte the array is the caller's, with room for the longest frame: it may make its answer there.</remarks>
        public int Type;
        public int Id;
        public readonly byte[] Payload = new byte[FrameFormat.EncodedMax];
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

            if (_count == StuffedMax)
            {
                _overrun = true;    // keep swallowing; the delimiter reports it once
                return FrameEvent.NeedMore;
            }

            Payload[_count++] = value;
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

            if (!Unstuff(count) || count < ContentAt + FrameFormat.HeaderBytes + FrameFormat.CrcBytes)
            {
                BadStuffingCount++;
                return FrameEvent.BadStuffing;
            }

            byte[] content = Payload;
            int at = count - FrameFormat.CrcBytes;
            uint crc = (uint)(content[at] | (content[at + 1] << 8) | (content[at + 2] << 16)) | ((uint)content[at + 3] << 24);
            if (Crc32.Of(content, ContentAt, at - ContentAt) != crc)
            {
                BadCrcCount++;
                return FrameEvent.BadCrc;
            }

            Type = content[ContentAt];
            Id = content[ContentAt + 1] | (content[ContentAt + 2] << 8);
            PayloadLength = at - ContentAt - FrameFormat.HeaderBytes;
            System.Array.Copy(content, ContentAt + FrameFormat.HeaderBytes, content, 0, PayloadLength);
            FrameCount++;
            return FrameEvent.Frame;
        }

        /// <summary>Undoes COBS in place: each code becomes the zero it stands for. False where one points past the end or stands for a full group, which no frame has.</summary>
        private bool Unstuff(int count)
        {
            byte[] content = Payload;
            int at = 0;
            while (at < count)
            {
                int code = content[at];
                if (code == 0xFF || at + code > count)
                {
                    return false;
                }

                content[at] = FrameFormat.Delimiter;
                at += code;
            }

            return true;
        }
    }
}
