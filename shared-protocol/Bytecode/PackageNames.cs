#if !NANOFRAMEWORK_1_0
using System.Globalization;

namespace NanoBatch.Protocol
{
    /// <summary>What to call the fields and alerts of a package: its own names, or those derived from the code (DECISIONS 5). Receivers only.</summary>
    public sealed class PackageNames
    {
        private readonly string[][] _fields;
        private readonly string[][] _alerts;

        /// <summary>Reads the names of a verified package.</summary>
        public PackageNames(JobPackage package)
        {
            int namesOffset = package.NamesOffset < 0 ? 0 : package.NamesOffset;
            int namesLength = package.NamesOffset < 0 ? 0 : package.Length - JobPackage.CrcBytes - namesOffset;
            ByteReader names = new ByteReader(package.Bytes, namesOffset, namesLength);
            _fields = new string[package.TaskCount][];
            _alerts = new string[package.TaskCount][];
            for (int t = 0; t < package.TaskCount; t++)
            {
                TaskPlan task = package.Tasks[t];
                _fields[t] = DerivedFields(package, t);
                _alerts[t] = new string[task.AlertCount];
                for (int i = 0; i < task.FieldCount && package.NamesOffset >= 0; i++)
                {
                    string name = names.Name(Limits.FieldNameLengthMax);
                    _fields[t][i] = name.Length == 0 ? _fields[t][i] : name;
                }

                for (int i = 0; i < task.AlertCount; i++)
                {
                    _alerts[t][i] = package.NamesOffset >= 0 ? names.Name(Limits.FieldNameLengthMax) : Numbered(t, 'a', i);
                }

                for (int i = task.HasReport ? -1 : 0; i < task.AlertCount && package.NamesOffset >= 0; i++)
                {
                    names.Varint();
                }
            }
        }

        /// <summary>Field names of a task, from 0, in report order.</summary>
        public string[] FieldsOf(int task)
        {
            return _fields[task];
        }

        /// <summary>Alert names of a task, from 0, in file order.</summary>
        public string[] AlertsOf(int task)
        {
            return _alerts[task];
        }

        /// <summary>The names that a stripped package's fields have: <c>aggregate_channel</c>, or <c>t1f2</c> where the field is an expression or the name is taken.</summary>
        public static string[] DerivedFields(JobPackage package, int taskIndex)
        {
            TaskPlan task = package.Tasks[taskIndex];
            ByteReader reader = new ByteReader(package.Bytes, task.CodeOffset, task.CodeLength);
            Instruction instruction = new Instruction();
            string[] items = new string[Limits.ValuesMax];
            int[] slots = new int[Limits.ValuesMax];
            int itemCount = 0;
            int slot = 0;
            string[] fields = new string[task.FieldCount];
            int fieldCount = 0;
            string computed = null;
            while (reader.Left > 0 && fieldCount < task.FieldCount)
            {
                instruction.Read(reader, package.ChannelCount);
                switch (instruction.Opcode)
                {
                    case Opcode.Scan:
                    case Opcode.ScanChannel:
                    case Opcode.Each:
                    case Opcode.EachByItem:
                        bool byItem = instruction.Opcode == Opcode.EachByItem;
                        int outer = byItem ? instruction.ItemCount : instruction.ChannelCount;
                        int inner = byItem ? instruction.ChannelCount : instruction.ItemCount;
                        for (int o = 0; o < outer; o++)
                        {
                            for (int i = 0; i < inner; i++)
                            {
                                int item = byItem ? o : i;
                                items[itemCount] = ItemName(package, instruction, item, byItem ? i : o);
                                slots[itemCount++] = slot;
                                slot += instruction.SlotsOf(item);
                            }
                        }

                        break;
                    case Opcode.Load:
                    case Opcode.LoadSlot:
                        computed = items[System.Array.IndexOf(slots, instruction.Slot, 0, itemCount)];
                        continue;
                    case Opcode.Field:
                        fields[fieldCount] = computed ?? Numbered(taskIndex, 'f', fieldCount);
                        fieldCount++;
                        break;
                    case Opcode.FieldItems:
                        int first = System.Array.IndexOf(slots, instruction.Slot, 0, itemCount);
                        for (int i = 0; i < instruction.Count; i++)
                        {
                            fields[fieldCount] = items[first + i] ?? Numbered(taskIndex, 'f', fieldCount);
                            fieldCount++;
                        }

                        break;
                    case Opcode.ReportAll:
                    case Opcode.ReportRule:
                        for (int i = 0; fieldCount < task.FieldCount; i++)
                        {
                            fields[fieldCount] = items[i] ?? Numbered(taskIndex, 'f', fieldCount);
                            fieldCount++;
                        }

                        break;
                }

                computed = null;
            }

            // Two quantiles of one channel, or one value reported twice: names are keys, so the later one gets its number.
            for (int i = fieldCount - 1; i > 0; i--)
            {
                if (System.Array.IndexOf(fields, fields[i], 0, i) >= 0)
                {
                    fields[i] = Numbered(taskIndex, 'f', i);
                }
            }

            return fields;
        }

        /// <summary><c>mean_soil1</c>, or null where the scan's series is more than one channel.</summary>
        private static string ItemName(JobPackage package, Instruction instruction, int item, int channelIndex)
        {
            int channel = instruction.FirstChannel < 0 ? instruction.Series.SingleChannel : instruction.FirstChannel + channelIndex;
            if (channel < 0 || instruction.Items[item] == (byte)Aggregate.Corr)
            {
                return null;
            }

            string word = AggregateTable.NameOf(instruction.Items[item]);
            if (instruction.Items[item] == (byte)Aggregate.Percentile)
            {
                word += ((int)instruction.Arguments[item]).ToString(CultureInfo.InvariantCulture);
            }

            return word + "_" + package.Channels[channel].Name;
        }

        private static string Numbered(int task, char kind, int index)
        {
            return "t" + (task + 1).ToString(CultureInfo.InvariantCulture) + kind + (index + 1).ToString(CultureInfo.InvariantCulture);
        }
    }
}
#endif
