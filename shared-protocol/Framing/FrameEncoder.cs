namespace NanoBatch.Protocol
{
    /// <summary>Turns a message into frame bytes. Allocates nothing.</summary>
    public sealed class FrameEncoder
    {
        private readonly byte[] _content = new byte[FrameFormat.ContentMax];

        /// <summary>Writes one frame to <paramref name="target"/>.</summary>
        /// <param name="type">Message type.</param>
        /// <param name="id">Request id, 0 for unsolicited.</param>
        /// <param name="payload">Array that holds the payload.</param>
        /// <param name="offset">Its first byte.</param>
        /// <param name="count">0..<see cref="FrameFormat.PayloadMax"/> bytes.</param>
        /// <param name="target">At least <see cref="FrameFormat.EncodedMax"/> bytes.</param>
        /// <returns>Bytes written.</returns>
        public int Encode(int type, int id, byte[] payload, int offset, int count, byte[] target)
        {
            byte[] content = _content;
            content[0] = (byte)type;
            content[1] = (byte)id;
            content[2] = (byte)(id >> 8);
            System.Array.Copy(payload, offset, content, FrameFormat.HeaderBytes, count);
            int length = FrameFormat.HeaderBytes + count;
            uint crc = Crc32.Of(content, 0, length);
            for (int i = 0; i < FrameFormat.CrcBytes; i++)
            {
                content[length++] = (byte)crc;
                crc >>= 8;
            }

            return Stuff(content, length, target);
        }

        /// <summary>COBS with one code byte per run of non-zero bytes; content under 254 bytes never needs a full group.</summary>
        private static int Stuff(byte[] content, int length, byte[] target)
        {
            target[0] = FrameFormat.Delimiter;
            int codeAt = 1;
            int at = 2;
            for (int i = 0; i < length; i++)
            {
                byte value = content[i];
                if (value == FrameFormat.Delimiter)
                {
                    target[codeAt] = (byte)(at - codeAt);
                    codeAt = at++;
                }
                else
                {
                    target[at++] = value;
                }
            }

            target[codeAt] = (byte)(at - codeAt);
            target[at++] = FrameFormat.Delimiter;
            return at;
        }
    }
}
