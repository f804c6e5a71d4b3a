using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>What a board is built from at a start: profile, channel table, configuration.</summary>
    internal sealed class BoardOpening
    {
        // A board that its profile does not let start still has to hold the link on which it gets a better one.
        private const int SafeArenaBytes = 2 * 1024;

        // Four channels every 30 s for the half hour between two writes, and some; faster ones are written earlier.
        private const int HistoryBufferBytes = 768;

        // Most reports are shorter; a heap of 96 KB has a use for the other half.
        private const int MessageBytes = DeliveryFormat.MessageMax / 2;

        // Four channels of 1 440 samples with slack, in whole blocks. Once the network's threads lie about in the heap, no piece of this length is left.
        private const int ArenaFirstBytes = 4 * 2 * 1472;

        public readonly ProfileRecord Profile;
        public readonly ChannelTable Channels;
        public readonly BoardConfig Config;

        /// <param name="station">Shared things of the board's threads.</param>
        /// <param name="store">Holds the profile.</param>
        /// <param name="isSafe">True takes nothing of the profile but identity and serial link.</param>
        public BoardOpening(Station station, IStore store, bool isSafe)
        {
            ProfileRecord profile = new ProfileFile(store).Load();
            station.IsProfileRead = true;
            if (profile == null)
            {
                station.Log.Write(station.Machine.NowMs, LogLevel.Warning, "no profile: provision this board over its serial link");
                profile = new ProfileRecord();
            }

            ChannelTable channels = isSafe ? null : ChannelTable.TryRead(profile.Channels);
            profile.Channels = new byte[0];     // the table has them now
            Profile = profile;
            Channels = channels == null ? new ChannelTable() : channels;
            Config = ConfigOf(station, profile, Channels);
            if (isSafe)
            {
                station.Log.Write(station.Machine.NowMs, LogLevel.Error, "this profile does not let the board start: no channels, no network");
                profile.WifiName = string.Empty;
                profile.SupplyChannel = string.Empty;
                profile.ProbePowerPin = ProfileRecord.NoPin;
                Config.ArenaBytes = SafeArenaBytes;
            }
        }

        private static BoardConfig ConfigOf(Station station, ProfileRecord profile, ChannelTable channels)
        {
            BoardConfig config = new BoardConfig();
            config.BoardId = profile.BoardId;
            config.MacAddress = station.Hardware.MacAddress;
            config.Build = station.Hardware.Build;
            config.EpochSeed = EpochSeed(station);
            config.Channels = channels;
            config.Log = station.Log;
            config.HistoryBufferBytes = HistoryBufferBytes;
            config.ArenaFirstBytes = ArenaFirstBytes;
            config.MessageBytesMax = MessageBytes;
            config.ArenaBytes = profile.ArenaBytes;
            config.LogBytes = LogRing.BytesMin;     // the station's log takes its place
            config.SleepPeriodMinMs = profile.Sleeps ? ProfileLimits.SleepPeriodMinMs : 0;
            return config;
        }

        /// <summary>Chance and hardware address; not zero (DECISIONS 12).</summary>
        private static ulong EpochSeed(Station station)
        {
            ulong seed = ((ulong)station.Machine.Random() << 32) | station.Machine.Random();
            byte[] address = station.Hardware.MacAddress;
            for (int i = 0; i < address.Length; i++)
            {
                seed ^= (ulong)address[i] << (8 * i);
            }

            return seed == 0 ? 1 : seed;
        }
    }
}
