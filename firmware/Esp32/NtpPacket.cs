namespace NanoBatch.Esp32
{
    /// <summary>A request to a time server and its answer (RFC 4330): bytes in, time out, no socket.</summary>
    internal static class NtpPacket
    {
        public const int Bytes = 48;

        /// <summary>UDP port of time servers.</summary>
        public const int Port = 123;

        private const int OriginateAt = 24;
        private const int TransmitAt = 40;
        private const int ModeServer = 4;
        private const int StratumMax = 15;
        private const int LeapUnsynchronised = 3;

        /// <summary>Seconds from 1900 to 1970.</summary>
        private const long UnixEpochSeconds = 2208988800;

        /// <summary>Seconds of an era of 32 bits; servers of today count from 1900, after 2036 from then.</summary>
        private const long EraSeconds = 0x100000000;

        /// <summary>Writes a request whose time stamp is a number by chance: a server gives it back, so that a stray or forged answer is known.</summary>
        public static void WriteRequest(byte[] packet, uint chanceHigh, uint chanceLow)
        {
            for (int i = 0; i < Bytes; i++)
            {
                packet[i] = 0;
            }

            packet[0] = (4 << 3) | 3;       // version 4, client
            WriteU32(packet, TransmitAt, chanceHigh);
            WriteU32(packet, TransmitAt + 4, chanceLow);
        }

        /// <summary>Takes a server's time out of an answer.</summary>
        /// <param name="packet">What came.</param>
        /// <param name="length">Its bytes.</param>
        /// <param name="chanceHigh">As in the request.</param>
        /// <param name="chanceLow">As in the request.</param>
        /// <returns>UTC ms since 1970 when the server sent it; 0 where it answers something else, or its server knows no time.</returns>
        public static long ReadAnswer(byte[] packet, int length, uint chanceHigh, uint chanceLow)
        {
            if (length < Bytes || (packet[0] & 7) != ModeServer || packet[0] >> 6 == LeapUnsynchronised || packet[1] == 0 || packet[1] > StratumMax)
            {
                return 0;
            }

            if (ReadU32(packet, OriginateAt) != chanceHigh || ReadU32(packet, OriginateAt + 4) != chanceLow)
            {
                return 0;
            }

            long seconds = ReadU32(packet, TransmitAt);
            long fraction = ReadU32(packet, TransmitAt + 4);
            if (seconds < EraSeconds / 2)
            {
                seconds += EraSeconds;      // 1968 and before is 2036 and behind
            }

            return ((seconds - UnixEpochSeconds) * 1000) + ((fraction * 1000) >> 32);
        }

        private static void WriteU32(byte[] packet, int at, uint value)
        {
            packet[at] = (byte)(value >> 24);
            packet[at + 1] = (byte)(value >> 16);
            packet[at + 2] = (byte)(value >> 8);
            packet[at + 3] = (byte)value;
        }

        private static uint ReadU32(byte[] packet, int at) =>
            ((uint)packet[at] << 24) | ((uint)packet[at + 1] << 16) | ((uint)packet[at + 2] << 8) | packet[at + 3];
    }
}
