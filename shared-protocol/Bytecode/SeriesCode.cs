namespace NanoBatch.Protocol
{
    /// <summary>What a scan reads at each instant: one channel, or arithmetic over channels and numbers in postfix.</summary>
    /// <remarks>
    /// Element bytes: 0x00..0x0F channel, 0x10 a constant that follows, 0x11..0x14 add, subtract, multiply, divide; bit 7 marks the last one.
    /// </remarks>
    public sealed class SeriesCode
    {
        public const int ConstantElement = 0x10;
        public const int AddElement = 0x11;
        public const int SubtractElement = 0x12;
        public const int MultiplyElement = 0x13;
        public const int DivideElement = 0x14;
        public const int LastMark = 0x80;

        /// <summary>Elements in use.</summary>
        public int Count;

        public readonly byte[] Elements;

        /// <summary>The number of a constant element, at the element's own index.</summary>
        public readonly double[] Constants;

        /// <summary>Room for any series.</summary>
        public SeriesCode() : this(Limits.SeriesElementsMax, true)
        {
        }

        /// <summary>Room for series that are known: an engine keeps no more than its jobs need.</summary>
        public SeriesCode(int elements, bool hasConstants)
        {
            Elements = new byte[elements];
            Constants = new double[hasConstants ? elements : 0];
        }

        /// <summary>Values that evaluating the series holds at once.</summary>
        public int Depth
        {
            get
            {
                int depth = 0;
                int most = 0;
                for (int i = 0; i < Count; i++)
                {
                    depth += Elements[i] <= ConstantElement ? 1 : -1;
                    most = depth > most ? depth : most;
                }

                return most;
            }
        }

        /// <summary>The channel when the series is one channel alone, else -1.</summary>
        public int SingleChannel
        {
            get { return Count == 1 && Elements[0] < Limits.ChannelsMax ? Elements[0] : -1; }
        }

        /// <summary>Bit c is set where the series reads channel c.</summary>
        public int ChannelMask
        {
            get
            {
                int mask = 0;
                for (int i = 0; i < Count; i++)
                {
                    if (Elements[i] < Limits.ChannelsMax)
                    {
                        mask |= 1 << Elements[i];
                    }
                }

                return mask;
            }
        }

        public void SetChannel(int channel)
        {
            Count = 1;
            Elements[0] = (byte)channel;
        }

        /// <summary>Reads and checks a series: shape, depth, channels; a bad one turns the reader bad.</summary>
        public void Read(ByteReader reader, int channelCount)
        {
            Count = 0;
            int depth = 0;
            bool isLast = false;
            while (!isLast && !reader.IsBad)
            {
                int coded = reader.U8();
                isLast = (coded & LastMark) != 0;
                int element = coded & ~LastMark;
                if (Count == Limits.SeriesElementsMax || element > DivideElement)
                {
                    reader.IsBad = true;
                    break;
                }

                if (element < Limits.ChannelsMax)
                {
                    reader.IsBad |= element >= channelCount;
                    depth++;
                }
                else if (element == ConstantElement)
                {
                    Constants[Count] = DecimalConstant.Read(reader, false, out bool _);
                    depth++;
                }
                else
                {
                    depth--;
                }

                if (depth < 1 || depth > Limits.SeriesDepthMax)
                {
                    reader.IsBad = true;
                }

                Elements[Count++] = (byte)element;
            }

            if (depth != 1 || ChannelMask == 0)
            {
                reader.IsBad = true;
            }
        }
    }
}
