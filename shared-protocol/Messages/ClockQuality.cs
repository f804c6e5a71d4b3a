namespace NanoBatch.Protocol
{
    /// <summary>How far a board's clock can be trusted when a record was made.</summary>
    public enum ClockQuality : byte
    {
        /// <summary>Time since boot only.</summary>
        Unknown = 0,

        /// <summary>Set in an earlier boot and carried through sleep.</summary>
        Carried = 1,

        /// <summary>Set by a person or a laptop.</summary>
        Manual = 2,

        /// <summary>Set by a time server.</summary>
        Network = 3,
    }
}
