namespace NanoBatch.Protocol
{
    /// <summary>Turns a message into frame bytes, in the target itself. Allocates nothing.</summary>
    public static class FrameEncoder
    {
        // Behind the delimiter and the one code byte that every frame begins with.
        private const int ContentAt = 2;

        /// <summary>Writes one frame to <paramref name="target"/>.</summary>
        /// <param name="type">Message type.</param>
        /// <param name="id">Request id, 0 for unsolicited.</param>
        /// <param name="payload">Array that holds the payload; not the target.</param>
        /// <param name="offset">Its first byte.</param>
        /// <param name="count">0..<see cref="FrameFormat.PayloadMax"/> bytes.</param>
        /// <param name="target">At least <see cref="FrameFormat.EncodedMax"/> bytes.</param>
        /// <returns>Bytes written.</returns>
        public static int Encode(int type, int id, byte[] payload, int offset, int count, byte[] target)
        {
            target[ContentAt] = (byte)type;
            target[ContentAt + 1] = (byte)id;
            target[ContentAt + 2] = (byte)(id >> 8);
            System.Array.Copy(payload, offset, target, ContentAt + FrameFormat.HeaderBytes, count);
            int length = FrameFormat.HeaderBytes + count;
            uint crc = Crc32.Of(target, ContentAt, length);
            int end = ContentAt + length;
            for (int i = 0; i < FrameFormat.CrcBytes; i++)
            {
                target[end++] = (byte)crc;
                crc >>= 8;
            }

            return Stuff(target, end);
        }

        /// <summary>COBS: each zero becomes the distance to the next; content under 254 bytes never needs a full group, so nothing moves.</summary>
        private static int Stuff(byte[] target, int end)
        {
            target[0] = FrameFormat.Delimiter;
            int codeAt = 1;
            for (int at = ContentAt; at < end; at++)
            {
                if (target[at] == FrameFormat.Delimiter)
                {
                    target[codeAt] = (byte)(at - codeAt);
                    codeAt = at;
                }
            }

            target[codeAt] = (byte)(end - codeAt);
            target[end++] = FrameFormat.Delimiter;
            return end;
        }
    }
}
