namespace NanoBatch.Protocol
{
    /// <summary>What one received byte brought.</summary>
    public enum FrameEvent : byte
    {
        NeedMore = 0,

        /// <summary>A checked frame is in the decoder's fields.</summary>
        Frame = 1,

        /// <summary>More bytes than a frame can have before a delimiter.</summary>
        Overrun = 2,

        /// <summary>A stuffing code that points past the delimiter, or too few bytes for header and CRC.</summary>
        BadStuffing = 3,

        /// <summary>CRC-32 does not match.</summary>
        BadCrc = 4,
    }
}
