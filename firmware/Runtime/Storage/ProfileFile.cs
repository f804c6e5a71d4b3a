using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The board's profile record in its store: <c>nbp-XXXXXXXX.rec</c>, numbered upwards; the newest whole one counts.</summary>
    /// <remarks>A new one is closed before older ones go, so that a power cut at any byte leaves the old profile or the new one (DECISIONS 42, 43).</remarks>
    public sealed class ProfileFile
    {
        private const string Prefix = "nbp-";
        private const string Suffix = ".rec";
        private const string Hex = "0123456789abcdef";
        private const int PrefixLength = 4;
        private const int SuffixAt = 12;
        private const int NameLength = 16;

        private readonly IStore _store;

        public ProfileFile(IStore store)
        {
            _store = store;
        }

        /// <summary>Reads the profile that counts; null where there is none.</summary>
        public ProfileRecord Load()
        {
            byte[] bytes = LoadBytes();
            return bytes == null ? null : Read(bytes);
        }

        /// <summary>Reads the record that counts as its bytes; null where there is none. Allocates as many bytes as each file that it tries has.</summary>
        public byte[] LoadBytes()
        {
            string[] names = _store.List();
            long below = long.MaxValue;
            while (true)
            {
                int newest = NewestBelow(names, below);
                if (newest < 0)
                {
                    return null;
                }

                below = NumberOf(names[newest]);
                int length = _store.Length(names[newest]);
                if (length <= 0 || length > ProfileLimits.RecordBytesMax)
                {
                    continue;
                }

                byte[] bytes = new byte[length];
                if (_store.Read(names[newest], 0, bytes, 0, length) == length && Read(bytes) != null)
                {
                    return bytes;
                }
            }
        }

        /// <summary>Stores a record as the profile that counts from the next start on.</summary>
        /// <param name="record">A whole record; <see cref="Check"/> has accepted it.</param>
        /// <param name="length">Its bytes.</param>
        /// <returns>False where the store refused it: the old profile goes on counting.</returns>
        public bool Save(byte[] record, int length)
        {
            string[] names = _store.List();
            int newest = NewestBelow(names, long.MaxValue);
            string name = NameOf(newest < 0 ? 1 : NumberOf(names[newest]) + 1);
            if (!_store.Append(name, record, 0, length))
            {
                _store.Delete(name);    // torn it does not count; whole all the same, it must not
                return false;
            }

            for (int i = 0; i < names.Length; i++)
            {
                if (NumberOf(names[i]) >= 0)
                {
                    _store.Delete(names[i]);
                }
            }

            return true;
        }

        /// <summary>Says whether a record can be a board's profile: whole, in range, with a channel table that works and its secrets in place.</summary>
        public static ProfileStatus Check(byte[] record, int length)
        {
            ProfileRecord profile = ProfileCodec.TryRead(record, length, out ProfileStatus status);
            if (profile == null)
            {
                return status;
            }

            if (profile.WithheldSecrets != 0)
            {
                return ProfileStatus.Redacted;
            }

            ChannelTable channels = ChannelTable.TryRead(profile.Channels);
            if (channels == null)
            {
                return ProfileStatus.BadChannels;
            }

            bool isSupplyKnown = profile.SupplyChannel.Length == 0 || channels.IndexOf(profile.SupplyChannel) >= 0;
            return isSupplyKnown ? ProfileStatus.Accepted : ProfileStatus.BadPower;
        }

        private static ProfileRecord Read(byte[] bytes)
        {
            return Check(bytes, bytes.Length) == ProfileStatus.Accepted ? ProfileCodec.TryRead(bytes, bytes.Length, out ProfileStatus _) : null;
        }

        private static int NewestBelow(string[] names, long below)
        {
            int newest = -1;
            long highest = -1;
            for (int i = 0; i < names.Length; i++)
            {
                long number = NumberOf(names[i]);
                if (number > highest && number < below)
                {
                    highest = number;
                    newest = i;
                }
            }

            return newest;
        }

        private static string NameOf(long number)
        {
            char[] name = new char[NameLength];
            for (int i = 0; i < PrefixLength; i++)
            {
                name[i] = Prefix[i];
                name[SuffixAt + i] = Suffix[i];
            }

            for (int i = SuffixAt - 1; i >= PrefixLength; i--)
            {
                name[i] = Hex[(int)(number & 15)];
                number >>= 4;
            }

            return new string(name);
        }

        /// <summary>Number of a profile's file, -1 for any other.</summary>
        private static long NumberOf(string name)
        {
            if (name.Length != NameLength || name.IndexOf(Prefix) != 0 || name.IndexOf(Suffix) != SuffixAt)
            {
                return -1;
            }

            long number = 0;
            for (int i = PrefixLength; i < SuffixAt; i++)
            {
                int digit = Hex.IndexOf(name[i]);
                if (digit < 0)
                {
                    return -1;
                }

                number = (number << 4) | (long)digit;
            }

            return number;
        }
    }
}
