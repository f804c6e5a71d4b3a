namespace NanoBatch.Protocol
{
    /// <summary>Reads fields from a byte array and remembers the first overrun or malformed field instead of throwing.</summary>
    /// <remarks>After a failure every read returns 0 or an empty text and <see cref="IsBad"/> stays true, so a decoder checks once, at its end.</remarks>
    public sealed class ByteReader
    {
        private byte[] _bytes;
        private int _end;

        /// <summary>Offset of the next byte in the array.</summary>
        public int Position;

        /// <summary>True when a read went past the end or met a malformed field.</summary>
        public bool IsBad;

        public ByteReader()
        {
        }

        public ByteReader(byte[] bytes, int offset, int count)
        {
            Reset(bytes, offset, count);
        }

        /// <summary>True when everything was read and nothing was malformed.</summary>
        public bool IsAtEnd
        {
            get { return !IsBad && Position == _end; }
        }

        /// <summary>Bytes that are left.</summary>
        public int Left
        {
            get { return _end - Position; }
        }

        public void Reset(byte[] bytes, int offset, int count)
        {
            _bytes = bytes;
            Position = offset;
            _end = offset + count;
            IsBad = false;
        }

        public int U8()
        {
            if (Position >= _end)
            {
                IsBad = true;
                return 0;
            }

            return _bytes[Position++];
        }

        public int U16()
        {
            int low = U8();
            return low | (U8() << 8);
        }

        public uint U32()
        {
            uint low = (uint)U16();
            return low | ((uint)U16() << 16);
        }

        /// <summary>48 bits, as time stamps are stored: milliseconds for 8 900 years.</summary>
        public long U48()
        {
            long low = U32();
            return low | ((long)U16() << 32);
        }

        public ulong U64()
        {
            ulong low = U32();
            return low | ((ulong)U32() << 32);
        }

        /// <summary>Unsigned LEB128 of at most 31 bits; a longer or a padded form is malformed, so that every value has one form.</summary>
        public int Varint()
        {
            long value = Varlong();
            if (value > int.MaxValue || value < 0)
            {
                IsBad = true;
                return 0;
            }

            return (int)value;
        }

        /// <summary>Unsigned LEB128 of at most 63 bits.</summary>
        public long Varlong()
        {
            long value = 0;
            int shift = 0;
            while (shift < 63)
            {
                int b = U8();
                if (IsBad)
                {
                    return 0;
                }

                value |= (long)(b & 127) << shift;
                if (b < 128)
                {
                    if (b == 0 && shift != 0)
                    {
                        break;
                    }

                    return value;
                }

                shift += 7;
            }

            IsBad = true;
            return 0;
        }

        /// <summary>Signed value in zigzag form.</summary>
        public long Zigzag()
        {
            long coded = Varlong();
            return (coded >> 1) ^ -(coded & 1);
        }

        /// <summary>A name whose last character has bit 7 set; empty when that character is 0x80 alone.</summary>
        /// <param name="lengthMax">Characters allowed; one more is malformed.</param>
        public string Name(int lengthMax)
        {
            int start = Position;
            int length = 0;
            while (true)
            {
                int b = U8();
                if (IsBad)
                {
                    return string.Empty;
                }

                if (b == 128 && length == 0)
                {
                    return string.Empty;
                }

                if ((b & 127) < 0x20 || (b & 127) == 127 || ++length > lengthMax)
                {
                    IsBad = true;
                    return string.Empty;
                }

                if (b > 127)
                {
                    break;
                }
            }

            char[] text = new char[length];
            for (int i = 0; i < length; i++)
            {
                text[i] = (char)(_bytes[start + i] & 127);
            }

            return new string(text);
        }

        /// <summary>UTF-8 text after a length byte.</summary>
        public string Text(int bytesMax)
        {
            int count = U8();
            if (IsBad || count > bytesMax || count > Left)
            {
                IsBad = true;
                return string.Empty;
            }

            Position += count;
            return Utf8.Decode(_bytes, Position - count, count);
        }

        /// <summary>Steps over <paramref name="count"/> bytes.</summary>
        public void Skip(int count)
        {
            if (count < 0 || count > Left)
            {
                IsBad = true;
                return;
            }

            Position += count;
        }

        /// <summary>Copies bytes out.</summary>
        public void Bytes(byte[] target, int targetOffset, int count)
        {
            int from = Position;
            Skip(count);
            if (!IsBad)
            {
                System.Array.Copy(_bytes, from, target, targetOffset, count);
            }
        }
    }
}
