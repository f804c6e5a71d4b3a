namespace NanoBatch.Runtime
{
    /// <summary>The analog inputs of a board.</summary>
    public interface IAdc
    {
        /// <summary>Takes one reading of a channel of the board's channel table.</summary>
        /// <param name="channel">Index in <see cref="ChannelTable"/>.</param>
        /// <returns>Raw counts 0..4095, or <see cref="Ring.Gap"/> where the hardware failed; never an exception.</returns>
        int Read(int channel);
    }
}
