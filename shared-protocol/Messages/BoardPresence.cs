namespace NanoBatch.Protocol
{
    /// <summary>What a board's retained status says of it.</summary>
    public enum BoardPresence : byte
    {
        /// <summary>Gone: said by the broker in its name, or on its way out.</summary>
        Offline = 0,

        /// <summary>Connected, with its subscriptions in place.</summary>
        Online = 1,

        /// <summary>Asleep until a time that it knows; what is sent to it meanwhile is lost.</summary>
        Asleep = 2,
    }
}
