namespace NanoBatch.Protocol
{
    /// <summary>Writes fields into a fixed byte array; what does not fit is counted, not thrown.</summary>
    public sealed class ByteWriter
    {
        /// <summary>The array that is written; its owner keeps it.</summary>
        public byte[] Buffer;

        /// <summary>Offset of the next byte.</summary>
        public int Position;

        /// <summary>True when something did not fit; the content is then useless.</summary>
        public bool IsFull;

        public ByteWriter(byte[] buffer)
        {
            Buffer = buffer;
        }

        public void Reset(byte[] buffer, int position)
        {
            Buffer = buffer;
            Position = position;
            IsFull = false;
        }

        public void U8(int value)
        {
            if (Position >= Buffer.Length)
            {
                IsFull = true;
                return;
            }

            Buffer[Position++] = (byte)value;
        }

        public void U16(int value)
        {
            U8(value);
            U8(value >> 8);
        }

        public void U32(uint value)
        {
            long wide = value;      // a cast of uint to int emits no IL: nanoCLR would go on in unsigned arithmetic
            U16((int)(wide & 0xFFFF));
            U16((int)(wide >> 16));
        }

        public void U48(long value)
        {
            U32((uint)(value & 0xFFFFFFFF));
            U16((int)(value >> 32) & 0xFFFF);
        }

        public void U64(ulong value)
        {
            U32((uint)(value & 0xFFFFFFFF));
            U32((uint)(value >> 32));
        }

        /// <summary>Unsigned LEB128; <paramref name="value"/> is not negative.</summary>
        public void Varint(long value)
        {
            while (value > 127)
            {
                U8((int)(value & 127) | 128);
                value >>= 7;
            }

            U8((int)value);
        }

        public void Zigzag(long value)
        {
            Varint((value << 1) ^ (value >> 63));
        }

        /// <summary>ASCII with bit 7 set on the last character: a name costs its letters and nothing more.</summary>
        public void Name(string name)
        {
            int last = name.Length - 1;
            if (last < 0)
            {
                U8(128);
                return;
            }

            for (int i = 0; i < last; i++)
            {
                U8(name[i]);
            }

            U8(name[last] | 128);
        }

        /// <summary>UTF-8 text after a length byte; the caller keeps it under 256 bytes.</summary>
        public void Text(string text)
        {
            byte[] bytes = Utf8.Encode(text);
            U8(bytes.Length);
            Bytes(bytes, 0, bytes.Length);
        }

        public void Bytes(byte[] source, int offset, int count)
        {
            if (count <= 0)
            {
                return;     // an offset past the source's end is then no fault
            }

            if (count > Buffer.Length - Position)
            {
                IsFull = true;
                return;
            }

            System.Array.Copy(source, offset, Buffer, Position, count);
            Position += count;
        }
    }
}
