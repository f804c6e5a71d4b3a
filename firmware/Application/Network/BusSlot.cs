using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>One message between two threads.</summary>
    internal sealed class BusSlot
    {
        public BusTopic Topic;

        /// <summary>Sender of a request, receiver of a reply.</summary>
        public string Client = string.Empty;

        /// <summary>The message, in an array of its own length.</summary>
        public byte[] Payload;
    }
}
