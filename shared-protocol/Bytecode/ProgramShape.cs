namespace NanoBatch.Protocol
{
    /// <summary>The verifier's picture of a program: types on the stack, value slots, fields and alerts so far.</summary>
    public sealed class ProgramShape
    {
        private const int Inside = 0;

        private const int ArrayBit = 0x80;
        private const int SizeMask = 0x7F;

        // Most programs have less values; a board's heap rarely has a piece for the greatest number.
        private const int ValuesUsual = 64;

        /// <summary>Size of the item that starts at a value slot, with <see cref="ArrayBit"/> for a histogram; <see cref="Inside"/> within one.</summary>
        private byte[] _itemSlots = new byte[ValuesUsual];

        /// <summary>Types on the stack, bit set for a condition; bit 0 is the bottom.</summary>
        private uint _types;
        private int _depth;
        private int _itemCount;
        private int _openFields;

        public int ChannelMask;
        public int ValueCount;
        public int FieldCount;
        public int AlertCount;
        public bool HasReport;

        public bool StackIsEmpty
        {
            get { return _depth == 0; }
        }

        /// <summary>True when fields were named and no report took them.</summary>
        public bool HasOpenFields
        {
            get { return _openFields != 0; }
        }

        public void Begin()
        {
            _types = 0;
            _depth = 0;
            _itemCount = 0;
            _openFields = 0;
            ChannelMask = 0;
            ValueCount = 0;
            FieldCount = 0;
            AlertCount = 0;
            HasReport = false;
        }

        /// <summary>Takes one decoded instruction.</summary>
        public PackageStatus Apply(Instruction instruction)
        {
            Opcode opcode = instruction.Opcode;
            PackageStatus status = Pop(OpcodeTable.PopsOf(opcode));
            if (status != PackageStatus.Accepted)
            {
                return status;
            }

            switch (opcode)
            {
                case Opcode.Scan:
                case Opcode.Each:
                case Opcode.EachByItem:
                case Opcode.ScanChannel:
                    return AddValues(instruction);
                case Opcode.Load:
                case Opcode.LoadSlot:
                    if (instruction.Slot >= ValueCount || _itemSlots[instruction.Slot] == Inside || (_itemSlots[instruction.Slot] & ArrayBit) != 0)
                    {
                        return PackageStatus.BadValueSlot;
                    }

                    break;
                case Opcode.Field:
                    return AddFields(1);
                case Opcode.FieldItems:
                    return ItemsExist(instruction.Slot, instruction.Count) ? AddFields(instruction.Count) : PackageStatus.BadValueSlot;
                case Opcode.Report:
                    return EndReport();
                case Opcode.ReportAll:
                    status = AddFields(_itemCount);
                    return status == PackageStatus.Accepted ? EndReport() : status;
                case Opcode.ReportRule:
                    return ApplyReportRule(instruction.Flags);
                case Opcode.Alert:
                    return AddAlert();
                case Opcode.AlertRule:
                    status = (instruction.Flags & AlertFlags.Until) != 0 ? Pop("B") : PackageStatus.Accepted;
                    return status == PackageStatus.Accepted ? AddAlert() : status;
            }

            return Push(OpcodeTable.PushesOf(opcode));
        }

        private PackageStatus ApplyReportRule(int flags)
        {
            if ((flags & ReportFlags.When) != 0)
            {
                PackageStatus popped = Pop("B");
                if (popped != PackageStatus.Accepted)
                {
                    return popped;
                }
            }

            if ((flags & ReportFlags.AllItems) != 0)
            {
                PackageStatus added = AddFields(_itemCount);
                if (added != PackageStatus.Accepted)
                {
                    return added;
                }
            }

            return EndReport();
        }

        private PackageStatus Pop(string types)
        {
            for (int i = types.Length - 1; i >= 0; i--)
            {
                if (_depth == 0)
                {
                    return PackageStatus.BadOperandTypes;
                }

                _depth--;
                bool isCondition = (_types & (1U << _depth)) != 0;
                if (isCondition != (types[i] == 'B'))
                {
                    return PackageStatus.BadOperandTypes;
                }
            }

            return PackageStatus.Accepted;
        }

        private PackageStatus Push(string types)
        {
            for (int i = 0; i < types.Length; i++)
            {
                if (_depth == Limits.StackDepthMax)
                {
                    return PackageStatus.StackTooDeep;
                }

                uint bit = 1U << _depth;
                _types = types[i] == 'B' ? _types | bit : _types & ~bit;
                _depth++;
            }

            return PackageStatus.Accepted;
        }

        private void MakeRoom(int values)
        {
            int room = _itemSlots.Length;
            while (room < values)
            {
                room *= 2;
            }

            if (room > _itemSlots.Length)
            {
                byte[] larger = new byte[room];
                System.Array.Copy(_itemSlots, 0, larger, 0, ValueCount);
                _itemSlots = larger;
            }
        }

        private PackageStatus AddValues(Instruction instruction)
        {
            int slots = instruction.SlotsPerChannel;
            if (ValueCount + (slots * instruction.ChannelCount) > Limits.ValuesMax)
            {
                return PackageStatus.TooManyValues;
            }

            if (instruction.Opcode == Opcode.EachByItem && slots != instruction.ItemCount)
            {
                return PackageStatus.BadInstruction;
            }

            MakeRoom(ValueCount + (slots * instruction.ChannelCount));
            for (int c = 0; c < instruction.ChannelCount; c++)
            {
                for (int i = 0; i < instruction.ItemCount; i++)
                {
                    AddItem(instruction.SlotsOf(i), instruction.Items[i] == (byte)Aggregate.Hist);
                    if (instruction.Opcode == Opcode.EachByItem && instruction.Items[i] == (byte)Aggregate.Hist)
                    {
                        return PackageStatus.BadInstruction;
                    }
                }

                ChannelMask |= instruction.FirstChannel < 0 ? instruction.Series.ChannelMask : 1 << (instruction.FirstChannel + c);
            }

            if (instruction.HasSecond)
            {
                ChannelMask |= instruction.Second.ChannelMask;
            }

            return PackageStatus.Accepted;
        }

        private void AddItem(int slots, bool isArray)
        {
            for (int i = 0; i < slots; i++)
            {
                _itemSlots[ValueCount + i] = Inside;
            }

            _itemSlots[ValueCount] = (byte)(isArray ? slots | ArrayBit : slots);
            ValueCount += slots;
            _itemCount++;
        }

        private bool ItemsExist(int slot, int count)
        {
            if (count < 1 || slot >= ValueCount || _itemSlots[slot] == Inside)
            {
                return false;
            }

            while (count-- > 0)
            {
                if (slot >= ValueCount)
                {
                    return false;
                }

                slot += _itemSlots[slot] & SizeMask;
            }

            return true;
        }

        private PackageStatus AddFields(int count)
        {
            if (HasReport)
            {
                return PackageStatus.MisplacedReport;
            }

            _openFields += count;
            return _openFields > Limits.FieldsMax ? PackageStatus.TooManyFields : PackageStatus.Accepted;
        }

        private PackageStatus EndReport()
        {
            if (HasReport || _openFields == 0)
            {
                return PackageStatus.MisplacedReport;
            }

            HasReport = true;
            FieldCount = _openFields;
            _openFields = 0;
            return PackageStatus.Accepted;
        }

        private PackageStatus AddAlert()
        {
            return ++AlertCount > Limits.AlertsMax ? PackageStatus.TooManyAlerts : PackageStatus.Accepted;
        }
    }
}
