using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>Room for one message between two threads.</summary>
    internal sealed class BusSlot
    {
        public readonly byte[] Bytes;
        public int Length;
        public BusTopic Topic;

        /// <summary>Sender of a request, receiver of a reply.</summary>
        public string Client = string.Empty;

        public BusSlot(int bytesMax)
        {
            Bytes = new byte[bytesMax];
        }

        public void Set(BusTopic topic, string client, byte[] buffer, int offset, int count)
        {
            Topic = topic;
            Client = client;
            Length = count;
            System.Array.Copy(buffer, offset, Bytes, 0, count);
        }
    }
}
