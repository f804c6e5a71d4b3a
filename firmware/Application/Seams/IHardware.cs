using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The board's hardware, opened as its profile says. Any call may throw.</summary>
    public interface IHardware
    {
        IMachine Machine { get; }

        /// <summary>Six bytes.</summary>
        byte[] MacAddress { get; }

        /// <summary>Commit and content of the build.</summary>
        string Build { get; }

        IStore OpenStore();

        /// <summary>Inputs of the channel table, in its order.</summary>
        IAdc OpenAdc(ChannelTable channels);

        /// <summary>The serial link; null where the profile has none or the port does not exist.</summary>
        /// <param name="profile">Port, pins, baud.</param>
        /// <param name="arrived">Set when bytes have come.</param>
        IByteLink OpenSerial(ProfileRecord profile, IWakeSignal arrived);

        /// <summary>An output; null for <see cref="ProfileRecord.NoPin"/>, or where the target has no such pin.</summary>
        /// <param name="pin">GPIO number, or <see cref="ProfileRecord.DefaultPin"/>.</param>
        /// <param name="target">Names the board that the default is of.</param>
        IOutputPin OpenOutput(int pin, string target);

        IWifi OpenWifi();

        INetworkTime OpenTime();

        /// <summary>A new session that has not connected.</summary>
        /// <param name="profile">What it will connect by.</param>
        /// <param name="inbox">Takes what arrives.</param>
        IMqttSession NewMqttSession(ProfileRecord profile, IMqttInbox inbox);
    }
}
