using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>A few messages in the order of their coming. Its owner locks.</summary>
    internal sealed class BusQueue
    {
        private readonly BusSlot[] _slots;
        private readonly int _bytesMax;
        private int _first;
        private int _count;

        /// <param name="slots">Messages that it holds.</param>
        /// <param name="bytesMax">Bytes of the longest one.</param>
        public BusQueue(int slots, int bytesMax)
        {
            _bytesMax = bytesMax;
            _slots = new BusSlot[slots];
            for (int i = 0; i < slots; i++)
            {
                _slots[i] = new BusSlot();
            }
        }

        /// <summary>True where one more message of so many bytes finds room.</summary>
        public bool HasRoom(int bytes)
        {
            return _count < _slots.Length && bytes <= _bytesMax;
        }

        /// <summary>Adds a message; false where there is no room for it.</summary>
        /// <param name="payload">The queue's from now on.</param>
        public bool Add(BusTopic topic, string client, byte[] payload)
        {
            if (!HasRoom(payload.Length))
            {
                return false;
            }

            BusSlot slot = _slots[(_first + _count) % _slots.Length];
            slot.Topic = topic;
            slot.Client = client;
            slot.Payload = payload;
            _count++;
            return true;
        }

        /// <summary>Takes the oldest message, null without one; it is good until the next <see cref="Add"/>.</summary>
        public BusSlot Take()
        {
            if (_count == 0)
            {
                return null;
            }

            BusSlot slot = _slots[_first];
            _first = (_first + 1) % _slots.Length;
            _count--;
            return slot;
        }

        public void Clear()
        {
            for (int i = 0; i < _slots.Length; i++)
            {
                _slots[i].Payload = null;
            }

            _count = 0;
        }
    }
}
