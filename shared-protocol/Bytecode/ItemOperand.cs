namespace NanoBatch.Protocol
{
    /// <summary>What follows an aggregate's byte in a scan instruction.</summary>
    public enum ItemOperand : byte
    {
        None = 0,

        /// <summary>One byte, 1..99.</summary>
        Percent = 1,

        /// <summary>A constant, 0..1.</summary>
        Fraction = 2,

        /// <summary>A constant, over 0 and at most 1.</summary>
        Weight = 3,

        /// <summary>A constant in the channel's unit, or raw counts.</summary>
        Level = 4,

        /// <summary>Two constants and a byte of bins, 1..32.</summary>
        Bins = 5,

        /// <summary>A second series.</summary>
        Series = 6,
    }
}
