using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The board's log: short lines in memory, the oldest give way. Safe to call from any thread; never throws.</summary>
    public interface ILog
    {
        /// <summary>Adds a line; what is longer than a line's room is cut.</summary>
        void Write(long nowMs, LogLevel level, string text);

        /// <summary>Writes whole entries (number u32, ms u48, level u8, text) from a number on, as many as fit.</summary>
        /// <param name="from">First number wanted; the log begins with the oldest that it still has.</param>
        /// <param name="writer">Takes them.</param>
        /// <returns>The number to ask for next.</returns>
        uint Read(uint from, ByteWriter writer);
    }
}
