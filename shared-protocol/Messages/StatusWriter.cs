namespace NanoBatch.Protocol
{
    /// <summary>Writes a status (<see cref="StatusMessage"/>) into an array of its length, and takes no other memory: a board has little, and says this seldom.</summary>
    public static class StatusWriter
    {
        private const int HexDigits = 16;

        /// <summary>The message; see the fields of <see cref="StatusMessage"/>.</summary>
        public static byte[] Write(BoardPresence state, long utcMs, uint boot, ulong epoch, ClockQuality clock, uint newest, uint acknowledgedTo, string build)
        {
            byte[] message = null;
            while (true)
            {
                // Once to count, once to write.
                int at = Word(message, 0, WordOf(state));
                at = Number(message, at, utcMs < 0 ? 0 : utcMs);
                at = Number(message, at, boot);
                at = Hex(message, at, epoch);
                at = Number(message, at, (int)clock);
                at = Number(message, at, newest);
                at = Number(message, at, acknowledgedTo);
                at = Word(message, at, build.Length == 0 ? "-" : build);
                if (message != null)
                {
                    return message;
                }

                message = new byte[at];
            }
        }

        /// <summary>A presence as a status says it; no table, which would lie in a board's memory.</summary>
        public static string WordOf(BoardPresence state)
        {
            switch (state)
            {
                case BoardPresence.Online:
                    return "online";
                case BoardPresence.Asleep:
                    return "asleep";
                default:
                    return "offline";
            }
        }

        /// <summary>A text behind a space, at most <see cref="StatusMessage.BuildBytesMax"/> of its characters.</summary>
        /// <returns>Where the message goes on; nothing is written where <paramref name="message"/> is null.</returns>
        private static int Word(byte[] message, int at, string text)
        {
            at = Space(message, at);
            int count = text.Length < StatusMessage.BuildBytesMax ? text.Length : StatusMessage.BuildBytesMax;
            for (int i = 0; i < count && message != null; i++)
            {
                char c = text[i];
                message[at + i] = c > ' ' && c < 127 ? (byte)c : (byte)'_';
            }

            return at + count;
        }

        private static int Number(byte[] message, int at, long value)
        {
            at = Space(message, at);
            int digits = 1;
            for (long rest = value / 10; rest != 0; rest /= 10)
            {
                digits++;
            }

            for (int i = at + digits - 1; i >= at && message != null; i--)
            {
                message[i] = (byte)('0' + (int)(value % 10));
                value /= 10;
            }

            return at + digits;
        }

        private static int Hex(byte[] message, int at, ulong value)
        {
            at = Space(message, at);
            for (int i = at + HexDigits - 1; i >= at && message != null; i--)
            {
                int digit = (int)(value & 15);
                message[i] = (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
                value >>= 4;
            }

            return at + HexDigits;
        }

        private static int Space(byte[] message, int at)
        {
            if (at > 0 && message != null)
            {
                message[at] = (byte)' ';
            }

            return at > 0 ? at + 1 : 0;
        }
    }
}
