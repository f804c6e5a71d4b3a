using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>A few messages in the order of their coming, in memory that is allocated once. Its owner locks.</summary>
    internal sealed class BusQueue
    {
        private readonly BusSlot[] _slots;
        private int _first;
        private int _count;

        /// <param name="slots">Messages that it holds.</param>
        /// <param name="bytesMax">Bytes of the longest one.</param>
        public BusQueue(int slots, int bytesMax)
        {
            _slots = new BusSlot[slots];
            for (int i = 0; i < slots; i++)
            {
                _slots[i] = new BusSlot(bytesMax);
            }
        }

        /// <summary>Adds a message; false where there is no room for it.</summary>
        public bool Add(BusTopic topic, string client, byte[] buffer, int offset, int count)
        {
            if (_count == _slots.Length || count > _slots[0].Bytes.Length)
            {
                return false;
            }

            _slots[(_first + _count) % _slots.Length].Set(topic, client, buffer, offset, count);
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
            _count = 0;
        }
    }
}
