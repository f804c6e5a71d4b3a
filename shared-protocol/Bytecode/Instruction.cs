namespace NanoBatch.Protocol
{
    /// <summary>One decoded instruction; the object is reused, so decoding allocates nothing.</summary>
    public sealed class Instruction
    {
        /// <summary>Item bytes above the aggregates: a filter that holds for the whole scan, before the first item.</summary>
        public const int FilterInUnit = 30;
        public const int FilterInCounts = 31;

        private const int ItemMask = 0x1F;
        private const int LastMark = 0x80;

        public Opcode Opcode;

        /// <summary>Offset of the opcode byte.</summary>
        public int Pc;

        /// <summary>First channel and number of channels of a scan; -1 and 1 for a general series.</summary>
        public int FirstChannel;
        public int ChannelCount;

        public readonly SeriesCode Series;

        /// <summary>The second series of an <see cref="Aggregate.Corr"/> item, which is alone in its scan.</summary>
        public readonly SeriesCode Second;
        public bool HasSecond;

        /// <summary>0, <see cref="FilterInUnit"/> or <see cref="FilterInCounts"/>; ends are in <see cref="Low"/> and <see cref="High"/>.</summary>
        public int Filter;

        public int ItemCount;
        public readonly byte[] Items;

        /// <summary>Percent, fraction, weight, level or the histogram's low end, by item.</summary>
        public readonly double[] Arguments;

        /// <summary>The histogram's high end, by item; good for histograms only.</summary>
        public readonly double[] HighEnds;

        /// <summary>Bit 0: the argument is in counts; bit 1: the high end is.</summary>
        public readonly byte[] RawMarks;

        /// <summary>Good for histograms only.</summary>
        public readonly byte[] Bins;

        /// <summary>Room for any instruction.</summary>
        public Instruction() : this(Limits.ScanItemsMax, true, new SeriesCode(), new SeriesCode())
        {
        }

        /// <summary>Room for instructions that are known: an engine keeps no more than its jobs need.</summary>
        /// <param name="items">Most items of a scan.</param>
        /// <param name="hasHistograms">Whether any is a histogram.</param>
        /// <param name="series">Room for the first series.</param>
        /// <param name="second">Room for the second one.</param>
        public Instruction(int items, bool hasHistograms, SeriesCode series, SeriesCode second)
        {
            Series = series;
            Second = second;
            Items = new byte[items];
            Arguments = new double[items];
            HighEnds = new double[hasHistograms ? items : 0];
            RawMarks = new byte[items];
            Bins = new byte[hasHistograms ? items : 0];
        }

        /// <summary>Constant, least change of a report rule, or the low end of a range.</summary>
        public double Low;
        public double High;

        /// <summary>Channel whose calibration turns counts into a value.</summary>
        public int Channel;

        /// <summary>Value slot, and number of scan items from it on.</summary>
        public int Slot;
        public int Count;

        /// <summary><see cref="ReportFlags"/> or <see cref="AlertFlags"/>.</summary>
        public int Flags;

        /// <summary>Longest silence of a report rule, ms.</summary>
        public long EveryMs;

        /// <summary>Consecutive runs of an alert rule.</summary>
        public int Runs;

        /// <summary>Value slots that one channel's items fill.</summary>
        public int SlotsPerChannel
        {
            get
            {
                int slots = 0;
                for (int i = 0; i < ItemCount; i++)
                {
                    slots += SlotsOf(i);
                }

                return slots;
            }
        }

        public bool IsScan
        {
            get { return Opcode <= Opcode.EachByItem || Opcode == Opcode.ScanChannel; }
        }

        /// <summary>Value slots of an item: a histogram's bins, else one.</summary>
        public int SlotsOf(int item)
        {
            return Items[item] == (byte)Aggregate.Hist ? Bins[item] : 1;
        }

        /// <summary>Decodes the instruction at the reader's position; anything malformed turns the reader bad.</summary>
        /// <param name="channelCount">Channels of the job; an operand past them is malformed.</param>
        public void Read(ByteReader reader, int channelCount)
        {
            Pc = reader.Position;
            int code = reader.U8();
            if (reader.IsBad || !OpcodeTable.IsDefined(code))
            {
                reader.IsBad = true;
                return;
            }

            Opcode = OpcodeTable.KindOf(code);
            switch (OpcodeTable.OperandOf(Opcode))
            {
                case Operand.None:
                    break;
                case Operand.SeriesAndItems:
                    Series.Read(reader, channelCount);
                    FirstChannel = -1;
                    ChannelCount = 1;
                    ReadItems(reader, channelCount);
                    break;
                case Operand.ChannelsAndItems:
                    int channels = reader.U8();
                    SetChannels(reader, channels >> 4, (channels & 15) + 1, channelCount);
                    ReadItems(reader, channelCount);
                    break;
                case Operand.Items:
                    SetChannels(reader, code - (int)Opcode.ScanChannel, 1, channelCount);
                    ReadItems(reader, channelCount);
                    break;
                case Operand.Constant:
                    Low = DecimalConstant.Read(reader, false, out bool _);
                    break;
                case Operand.ChannelAndConstant:
                    ReadChannel(reader, channelCount);
                    Low = DecimalConstant.Read(reader, false, out bool _);
                    break;
                case Operand.Slot:
                    Slot = reader.Varint();
                    reader.IsBad |= Slot < OpcodeTable.LoadSlotCount;
                    break;
                case Operand.Range:
                    ReadRange(reader);
                    break;
                case Operand.ChannelAndRange:
                    ReadChannel(reader, channelCount);
                    ReadRange(reader);
                    break;
                case Operand.SlotAndCount:
                    Slot = reader.Varint();
                    Count = reader.Varint();
                    break;
                case Operand.ReportRule:
                    ReadReportRule(reader);
                    break;
                case Operand.AlertRule:
                    ReadAlertRule(reader);
                    break;
                case Operand.SlotInOpcode:
                    Slot = code - (int)Opcode.LoadSlot;
                    break;
            }
        }

        private void SetChannels(ByteReader reader, int first, int count, int channelCount)
        {
            FirstChannel = first;
            ChannelCount = count;
            Series.SetChannel(first);
            reader.IsBad |= first + count > channelCount;
        }

        private void ReadChannel(ByteReader reader, int channelCount)
        {
            Channel = reader.U8();
            reader.IsBad |= Channel >= channelCount;
        }

        private void ReadRange(ByteReader reader)
        {
            Low = DecimalConstant.Read(reader, false, out bool _);
            High = DecimalConstant.Read(reader, false, out bool _);
            reader.IsBad |= Low >= High;
        }

        private void ReadReportRule(ByteReader reader)
        {
            Flags = reader.U8();
            reader.IsBad |= (Flags & ~ReportFlags.All) != 0 || (Flags & (ReportFlags.OnChange | ReportFlags.OrEvery)) == ReportFlags.OrEvery;
            Low = 0;
            EveryMs = 0;
            if ((Flags & ReportFlags.OnChange) != 0)
            {
                Low = DecimalConstant.Read(reader, false, out bool _);
                reader.IsBad |= Low < 0;
            }

            if ((Flags & ReportFlags.OrEvery) != 0)
            {
                EveryMs = DurationCode.ToMs(reader.Varlong());
                reader.IsBad |= EveryMs < 0;
            }
        }

        private void ReadAlertRule(ByteReader reader)
        {
            Flags = reader.U8();
            reader.IsBad |= (Flags & ~AlertFlags.All) != 0;
            Runs = 1;
            if ((Flags & AlertFlags.ForRuns) != 0)
            {
                Runs = reader.Varint();
                reader.IsBad |= Runs < 1 || Runs > Limits.AlertRunsMax;
            }
        }

        private void ReadItems(ByteReader reader, int channelCount)
        {
            ItemCount = 0;
            Filter = 0;
            HasSecond = false;
            bool isLast = false;
            while (!isLast && !reader.IsBad)
            {
                int coded = reader.U8();
                isLast = (coded & LastMark) != 0;
                int item = coded & ~LastMark;
                if (item == FilterInUnit || item == FilterInCounts)
                {
                    reader.IsBad |= isLast || Filter != 0 || ItemCount != 0;
                    Filter = item;
                    ReadRange(reader);
                    continue;
                }

                if (ItemCount == Limits.ScanItemsMax || item > ItemMask || !AggregateTable.IsDefined(item))
                {
                    reader.IsBad = true;
                    return;
                }

                ReadItem(reader, item, channelCount);
            }

            // A second series narrows the window of a scan over all that is kept: other items must not be drawn into that.
            reader.IsBad |= HasSecond && ItemCount != 1;
        }

        private void ReadItem(ByteReader reader, int item, int channelCount)
        {
            int i = ItemCount++;
            Items[i] = (byte)item;
            RawMarks[i] = 0;
            Arguments[i] = 0;
            bool isRaw;
            switch (AggregateTable.OperandOf(item))
            {
                case ItemOperand.Percent:
                    int percent = reader.U8();
                    Arguments[i] = percent;
                    reader.IsBad |= percent < 1 || percent > 99;
                    break;
                case ItemOperand.Fraction:
                    Arguments[i] = DecimalConstant.Read(reader, false, out isRaw);
                    reader.IsBad |= Arguments[i] < 0 || Arguments[i] > 1;
                    break;
                case ItemOperand.Weight:
                    Arguments[i] = DecimalConstant.Read(reader, false, out isRaw);
                    reader.IsBad |= Arguments[i] <= 0 || Arguments[i] > 1;
                    break;
                case ItemOperand.Level:
                    Arguments[i] = DecimalConstant.Read(reader, Series.SingleChannel >= 0, out isRaw);
                    RawMarks[i] = (byte)(isRaw ? 1 : 0);
                    break;
                case ItemOperand.Bins:
                    Arguments[i] = DecimalConstant.Read(reader, Series.SingleChannel >= 0, out isRaw);
                    HighEnds[i] = DecimalConstant.Read(reader, Series.SingleChannel >= 0, out bool isHighRaw);
                    RawMarks[i] = (byte)((isRaw ? 1 : 0) | (isHighRaw ? 2 : 0));
                    Bins[i] = (byte)reader.U8();
                    reader.IsBad |= Bins[i] < 1 || Bins[i] > Limits.BinsMax || (isRaw == isHighRaw && Arguments[i] >= HighEnds[i]);
                    break;
                case ItemOperand.Series:
                    reader.IsBad |= HasSecond || Opcode == Opcode.Each || Opcode == Opcode.EachByItem;
                    HasSecond = true;
                    Second.Read(reader, channelCount);
                    break;
            }
        }
    }
}
