namespace NanoBatch.Protocol
{
    /// <summary>The retained status of a board: <c>state utc boot epoch clock newest acknowledged build</c>, ASCII with single spaces between.</summary>
    /// <remarks>
    /// Text, because a client library of the device takes a last will as text only; and anybody can read it with a broker's own tools. A writer may add
    /// fields at the end; a reader takes the first three alone, too. Not for use by two threads at once.
    /// </remarks>
    public sealed class StatusMessage
    {
        /// <summary>Longest message, bytes.</summary>
        public const int BytesMax = 160;

        /// <summary>Longest build text, bytes; what is longer is cut.</summary>
        public const int BuildBytesMax = 48;

        private byte[] _bytes;
        private int _at;
        private int _end;

        public BoardPresence State;

        /// <summary>When this was true, ms since 1970; 0 where the board does not know the time. In a last will: when that connection began.</summary>
        public long UtcMs;

        /// <summary>Number of the board's start.</summary>
        public uint Boot;

        /// <summary>Identity of the board's store; 0 where it was not said.</summary>
        public ulong Epoch;
        public ClockQuality Clock;

        /// <summary>Number of the newest record, 0 for none.</summary>
        public uint Newest;

        /// <summary>Every record up to this one is acknowledged: newest less this is the backlog.</summary>
        public uint AcknowledgedTo;

        /// <summary>Commit and content of the build; spaces in it travel as underscores. Empty where it was not said.</summary>
        public string Build = "";

        /// <summary>The message as bytes, in an array of its own.</summary>
        public byte[] Encode()
        {
            return StatusWriter.Write(State, UtcMs, Boot, Epoch, Clock, Newest, AcknowledgedTo, Build);
        }

        /// <summary>Reads a message; total.</summary>
        /// <returns>False for anything else; the fields then mean nothing.</returns>
        public bool TryRead(byte[] bytes, int offset, int count)
        {
            _bytes = bytes;
            _at = offset;
            _end = offset + count;
            Epoch = 0;
            Clock = ClockQuality.Unknown;
            Newest = 0;
            AcknowledgedTo = 0;
            Build = "";
            if (count > BytesMax || !TryState() || !TryNumber(out UtcMs) || !TryNumber32(out Boot))
            {
                return false;
            }

            if (_at == _end)
            {
                return true;
            }

            if (!TryHex() || !TryNumber(out long clock) || clock > (int)ClockQuality.Network || !TryNumber32(out Newest) || !TryNumber32(out AcknowledgedTo))
            {
                return false;
            }

            Clock = (ClockQuality)clock;
            return AcknowledgedTo <= Newest && TryBuild();
        }

        private bool TryState()
        {
            for (BoardPresence state = BoardPresence.Offline; state <= BoardPresence.Asleep; state++)
            {
                string word = StatusWriter.WordOf(state);
                if (IsNext(word))
                {
                    State = state;
                    _at += word.Length;
                    return true;
                }
            }

            return false;
        }

        private bool IsNext(string word)
        {
            int end = _at + word.Length;
            if (end > _end || (end < _end && _bytes[end] != ' '))
            {
                return false;
            }

            for (int i = 0; i < word.Length; i++)
            {
                if (_bytes[_at + i] != word[i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>A space and 1..15 digits: 30 000 years of milliseconds.</summary>
        private bool TryNumber(out long value)
        {
            value = 0;
            if (_at >= _end || _bytes[_at++] != ' ')
            {
                return false;
            }

            int from = _at;
            while (_at < _end && _bytes[_at] >= '0' && _bytes[_at] <= '9' && _at - from < 15)
            {
                value = (value * 10) + (_bytes[_at++] - '0');
            }

            return _at > from && (_at == _end || _bytes[_at] == ' ');
        }

        private bool TryNumber32(out uint value)
        {
            bool isNumber = TryNumber(out long wide) && wide <= uint.MaxValue;
            value = isNumber ? (uint)wide : 0;
            return isNumber;
        }

        private bool TryHex()
        {
            if (_end - _at < 17 || _bytes[_at++] != ' ')
            {
                return false;
            }

            for (int i = 0; i < 16; i++)
            {
                int c = _bytes[_at++];
                int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
                if (digit < 0)
                {
                    return false;
                }

                Epoch = (Epoch << 4) | (uint)digit;
            }

            return true;
        }

        private bool TryBuild()
        {
            if (_at >= _end || _bytes[_at++] != ' ')
            {
                return false;
            }

            int from = _at;
            while (_at < _end && _bytes[_at] > ' ' && _bytes[_at] < 127)
            {
                _at++;
            }

            bool isWord = _at > from && _at - from <= BuildBytesMax && (_at == _end || _bytes[_at] == ' ');
            Build = isWord && (_at - from != 1 || _bytes[from] != '-') ? Utf8.Decode(_bytes, from, _at - from) : "";
            return isWord;
        }
    }
}
