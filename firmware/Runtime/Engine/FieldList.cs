namespace NanoBatch.Runtime
{
    /// <summary>Which values of a run are a report's fields, in order; histograms are one field of several values.</summary>
    public sealed class FieldList
    {
        private short[] _slots = new short[0];
        private byte[] _bins = new byte[0];

        // First value of each scan item, and its bins (0 for a single value).
        private short[] _itemSlots = new short[0];
        private byte[] _itemBins = new byte[0];
        private int _itemCount;
        private int _nextSlot;

        /// <summary>Fields so far.</summary>
        public int Count;

        /// <summary>Makes room for a task's fields and scan items; what a run under way has noted so far stays.</summary>
        public void Reserve(int fields, int items)
        {
            if (fields != _slots.Length)
            {
                short[] slots = new short[fields];
                byte[] bins = new byte[fields];
                System.Array.Copy(_slots, 0, slots, 0, Count);
                System.Array.Copy(_bins, 0, bins, 0, Count);
                _slots = slots;
                _bins = bins;
            }

            if (items != _itemSlots.Length)
            {
                short[] itemSlots = new short[items];
                byte[] itemBins = new byte[items];
                System.Array.Copy(_itemSlots, 0, itemSlots, 0, _itemCount);
                System.Array.Copy(_itemBins, 0, itemBins, 0, _itemCount);
                _itemSlots = itemSlots;
                _itemBins = itemBins;
            }
        }

        public void Clear()
        {
            Count = 0;
            _itemCount = 0;
            _nextSlot = 0;
        }

        /// <summary>First value of a field.</summary>
        public int SlotOf(int field)
        {
            return _slots[field];
        }

        /// <summary>Bins of a histogram field, 0 for a single value.</summary>
        public int BinsOf(int field)
        {
            return _bins[field];
        }

        /// <summary>Takes note of a scan item and the values it fills.</summary>
        public void NoteItem(int slots, bool isArray)
        {
            _itemSlots[_itemCount] = (short)_nextSlot;
            _itemBins[_itemCount++] = isArray ? (byte)slots : (byte)0;
            _nextSlot += slots;
        }

        public void AddValue(int slot)
        {
            _slots[Count] = (short)slot;
            _bins[Count++] = 0;
        }

        public void AddAllItems()
        {
            AddItemsFrom(0, _itemCount);
        }

        /// <summary>Adds consecutive scan items from the one that starts at a value slot.</summary>
        public void AddItems(int slot, int count)
        {
            int item = 0;
            while (_itemSlots[item] != slot)
            {
                item++;
            }

            AddItemsFrom(item, count);
        }

        /// <summary>True when a field differs by at least <paramref name="by"/> from the last sent one, or became null, or is null no more.</summary>
        public bool DifferFrom(TaskSlot task, double[] values, byte[] kinds, double by)
        {
            int sent = 0;
            for (int f = 0; f < Count; f++)
            {
                int count = _bins[f] == 0 ? 1 : _bins[f];
                for (int i = _slots[f]; i < _slots[f] + count; i++, sent++)
                {
                    if (kinds[i] != task.SentKinds[sent])
                    {
                        return true;
                    }

                    double difference = values[i] - task.SentValues[sent];
                    if (kinds[i] != ValueKind.Null && (difference >= by || -difference >= by))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        /// <summary>Remembers the fields as the last sent ones.</summary>
        public void CopyTo(TaskSlot task, double[] values, byte[] kinds)
        {
            int sent = 0;
            for (int f = 0; f < Count; f++)
            {
                int count = _bins[f] == 0 ? 1 : _bins[f];
                for (int i = _slots[f]; i < _slots[f] + count; i++, sent++)
                {
                    task.SentValues[sent] = values[i];
                    task.SentKinds[sent] = kinds[i];
                }
            }

            task.SentCount = sent;
        }

        private void AddItemsFrom(int item, int count)
        {
            for (int i = item; i < item + count; i++)
            {
                _slots[Count] = _itemSlots[i];
                _bins[Count++] = _itemBins[i];
            }
        }
    }
}
