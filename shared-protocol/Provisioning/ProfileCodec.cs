namespace NanoBatch.Protocol
{
    /// <summary>The profile record as bytes: <c>'N' 'P', format u8, authentication u8, body length u16</c>, sections, CRC-32 over all before it.</summary>
    /// <remarks>A section is <c>type u8, length u16</c> and its bytes. Unknown ones are skipped, and a known one may be longer than this version reads: fields are only
    /// ever appended. Layout of each: docs/PROTOCOL.md.</remarks>
    public static class ProfileCodec
    {
        public const int Format = 1;

        /// <summary>magic, format, authentication, body length.</summary>
        public const int Head = 6;
        public const int Crc = 4;

        private const int SectionHead = 3;

        /// <summary>Writes a record; secrets that are empty have no section.</summary>
        /// <returns>Bytes written, 0 where they did not fit the buffer.</returns>
        public static int Write(ProfileRecord profile, byte[] buffer)
        {
            ByteWriter writer = new ByteWriter(buffer);
            WriteHead(writer);
            WriteBoard(writer, profile);
            WriteBytes(writer, ProfileSection.Channels, profile.Channels);
            WriteSerial(writer, profile);
            WriteNetwork(writer, profile);
            WriteText(writer, ProfileSection.CaCertificate, profile.CaCertificate);
            WriteText(writer, ProfileSection.ClientCertificate, profile.ClientCertificate);
            WriteText(writer, ProfileSection.WifiPassword, profile.WifiPassword);
            WriteText(writer, ProfileSection.BrokerPassword, profile.BrokerPassword);
            WriteText(writer, ProfileSection.ClientKey, profile.ClientKey);
            WritePower(writer, profile);
            return Seal(writer);
        }

        /// <summary>Reads a record and checks every field.</summary>
        /// <param name="bytes">Any bytes.</param>
        /// <param name="length">How many of them count.</param>
        /// <param name="status">Why there is no record. A redacted record is one: <see cref="ProfileRecord.WithheldSecrets"/> tells.</param>
        /// <returns>Null for anything but a whole, undamaged record. The channel table inside is checked by who can read it.</returns>
        public static ProfileRecord TryRead(byte[] bytes, int length, out ProfileStatus status)
        {
            status = CheckFrame(bytes, length);
            if (status != ProfileStatus.Accepted)
            {
                return null;
            }

            ProfileSectionReader sections = new ProfileSectionReader(bytes);
            ByteReader reader = new ByteReader(bytes, Head, length - Head - Crc);
            while (reader.Left > 0 && status == ProfileStatus.Accepted)
            {
                int type = reader.U8();
                int count = reader.U16();
                int start = reader.Position;
                reader.Skip(count);
                status = reader.IsBad ? ProfileStatus.BadSections : sections.Read(type, start, count);
            }

            if (status == ProfileStatus.Accepted)
            {
                status = sections.CheckComplete();
            }

            return status == ProfileStatus.Accepted ? sections.Profile : null;
        }

        /// <summary>Copies a record for reading: a secret that is set has a section of length 0, one that is not has none.</summary>
        /// <param name="bytes">A record.</param>
        /// <param name="length">Its bytes.</param>
        /// <param name="target">Room for as many.</param>
        /// <returns>Bytes of the copy, 0 where there is no whole record.</returns>
        public static int Redact(byte[] bytes, int length, byte[] target)
        {
            if (CheckFrame(bytes, length) != ProfileStatus.Accepted)
            {
                return 0;
            }

            ByteWriter writer = new ByteWriter(target);
            WriteHead(writer);
            ByteReader reader = new ByteReader(bytes, Head, length - Head - Crc);
            while (reader.Left > 0)
            {
                int type = reader.U8();
                int count = reader.U16();
                int start = reader.Position;
                reader.Skip(count);
                if (reader.IsBad)
                {
                    return 0;
                }

                bool isSecret = (type & ProfileSection.SecretBit) != 0;
                writer.U8(type);
                writer.U16(isSecret ? 0 : count);
                writer.Bytes(bytes, start, isSecret ? 0 : count);
            }

            return Seal(writer);
        }

        private static ProfileStatus CheckFrame(byte[] bytes, int length)
        {
            if (length < Head + Crc)
            {
                return ProfileStatus.TooShort;
            }

            if (length > ProfileLimits.RecordBytesMax)
            {
                return ProfileStatus.TooLong;
            }

            if (bytes[0] != 'N' || bytes[1] != 'P')
            {
                return ProfileStatus.BadMagic;
            }

            if (bytes[2] != Format)
            {
                return ProfileStatus.UnsupportedFormat;
            }

            ByteReader reader = new ByteReader(bytes, length - Crc, Crc);
            if (reader.U32() != Crc32.Of(bytes, 0, length - Crc))
            {
                return ProfileStatus.BadCrc;
            }

            if (bytes[3] != 0)
            {
                return ProfileStatus.AuthenticationUnsupported;
            }

            return (bytes[4] | (bytes[5] << 8)) == length - Head - Crc ? ProfileStatus.Accepted : ProfileStatus.BadSections;
        }

        private static void WriteHead(ByteWriter writer)
        {
            writer.U8('N');
            writer.U8('P');
            writer.U8(Format);
            writer.U8(0);
            writer.U16(0);      // the body's length, once it is known
        }

        private static int Seal(ByteWriter writer)
        {
            if (writer.IsFull)
            {
                return 0;
            }

            int end = writer.Position;
            writer.Position = Head - 2;
            writer.U16(end - Head);
            writer.Position = end;
            writer.U32(Crc32.Of(writer.Buffer, 0, end));
            return writer.IsFull ? 0 : writer.Position;
        }

        private static void WriteBoard(ByteWriter writer, ProfileRecord profile)
        {
            int start = Begin(writer, ProfileSection.Board);
            writer.Text(profile.BoardId);
            writer.Text(profile.Target);
            writer.U32((uint)profile.ArenaBytes);
            End(writer, start);
        }

        private static void WriteSerial(ByteWriter writer, ProfileRecord profile)
        {
            int start = Begin(writer, ProfileSection.Serial);
            writer.U8(profile.SerialPort);
            writer.U32((uint)profile.SerialBaud);
            writer.U8(profile.SerialTxPin);
            writer.U8(profile.SerialRxPin);
            End(writer, start);
        }

        private static void WriteNetwork(ByteWriter writer, ProfileRecord profile)
        {
            int start = Begin(writer, ProfileSection.Wifi);
            writer.Text(profile.WifiName);
            End(writer, start);

            start = Begin(writer, ProfileSection.Broker);
            writer.Text(profile.BrokerHost);
            writer.U16(profile.BrokerPort);
            writer.U8(profile.BrokerTls);
            writer.Text(profile.BrokerUser);
            writer.Text(profile.TopicPrefix);
            End(writer, start);

            start = Begin(writer, ProfileSection.Clock);
            writer.Text(profile.TimeServer);
            End(writer, start);
        }

        private static void WritePower(ByteWriter writer, ProfileRecord profile)
        {
            int start = Begin(writer, ProfileSection.Power);
            writer.U8(profile.ProbePowerPin);
            writer.U16(profile.ProbeSettleMs);
            writer.Text(profile.SupplyChannel);
            long bits = System.BitConverter.DoubleToInt64Bits(profile.SupplyWriteMin);
            writer.U32((uint)(bits & 0xFFFFFFFFL));
            writer.U32((uint)((bits >> 32) & 0xFFFFFFFFL));
            End(writer, start);

            start = Begin(writer, ProfileSection.Sleep);
            writer.U8(profile.Sleeps ? 1 : 0);
            End(writer, start);

            start = Begin(writer, ProfileSection.Led);
            writer.U8(profile.LedPin);
            writer.U8(profile.LedIsActiveLow ? 1 : 0);
            End(writer, start);
        }

        /// <summary>A section of text alone, left out where it is empty.</summary>
        private static void WriteText(ByteWriter writer, int type, string text)
        {
            if (text.Length > 0)
            {
                WriteBytes(writer, type, Utf8.Encode(text));
            }
        }

        private static void WriteBytes(ByteWriter writer, int type, byte[] bytes)
        {
            int start = Begin(writer, type);
            writer.Bytes(bytes, 0, bytes.Length);
            End(writer, start);
        }

        private static int Begin(ByteWriter writer, int type)
        {
            writer.U8(type);
            writer.U16(0);
            return writer.Position;
        }

        private static void End(ByteWriter writer, int start)
        {
            if (writer.IsFull)
            {
                return;
            }

            int end = writer.Position;
            writer.Position = start - SectionHead + 1;
            writer.U16(end - start);
            writer.Position = end;
        }
    }
}
