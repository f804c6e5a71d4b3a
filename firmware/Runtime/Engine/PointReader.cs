using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Evaluates one or two series over the instants of a window, up to 64 instants at a time.</summary>
    /// <remarks>An instant is valid where every channel is and where no operation divides by zero or overflows. A chunk is worked column by column: each postfix
    /// element is one loop over the chunk, so its decoding is paid once for 64 instants. Every operand is finite, so a result can be infinite but never
    /// NaN, and plain comparisons hold. Columns are allocated on first use of their depth.</remarks>
    internal sealed class PointReader
    {
        /// <summary>Most instants of a chunk.</summary>
        public const int ChunkSlots = 64;

        /// <summary>Valid instants of the chunk.</summary>
        public int Count;

        /// <summary>Time of each, in slots from <see cref="ChunkStart"/>.</summary>
        public readonly int[] At = new int[ChunkSlots];

        /// <summary>Slots from the oldest instant read to the chunk's first.</summary>
        public int ChunkStart;

        /// <summary>Value of the first series at each.</summary>
        public double[] X;

        /// <summary>Value of the second series at each.</summary>
        public double[] Y;

        /// <summary>Valid instants so far, before <c>in</c>.</summary>
        public int ValidCount;

        /// <summary>Instants that all rings keep.</summary>
        public int Slots;

        private readonly double[][] _columns = new double[Limits.SeriesDepthMax + 2][];
        private readonly bool[] _isDead = new bool[ChunkSlots];
        private readonly int[] _channels = new int[Limits.ChannelsMax];
        private readonly int[] _positions = new int[Limits.ChannelsMax];
        private readonly RingWindow _window;
        private ScanRequest _request;
        private SeriesCode _x;
        private SeriesCode _y;
        private int _channelCount;
        private int _done;
        private bool _hasDead;

        /// <summary>Asks a window that others use between its questions.</summary>
        public PointReader(RingWindow window)
        {
            _window = window;
        }

        /// <summary>Takes the memory of so many columns, and gives back that of others.</summary>
        public void Reserve(int columns)
        {
            for (int depth = 0; depth < _columns.Length; depth++)
            {
                _columns[depth] = depth < columns ? Column(depth) : null;
            }
        }

        /// <summary>Starts at the oldest instant.</summary>
        /// <param name="request">Rings, ranges, calibrations, window, filter.</param>
        /// <param name="x">First series.</param>
        /// <param name="y">Second series, or null.</param>
        public void Open(ScanRequest request, SeriesCode x, SeriesCode y)
        {
            _request = request;
            _x = x;
            _y = y;
            _done = 0;
            ValidCount = 0;
            _channelCount = 0;
            int mask = y == null ? x.ChannelMask : x.ChannelMask | y.ChannelMask;
            long first = long.MinValue;
            long end = long.MaxValue;
            for (int channel = 0; channel < Limits.ChannelsMax; channel++)
            {
                if ((mask & (1 << channel)) != 0)
                {
                    _channels[_channelCount] = channel;
                    _channelCount++;
                    RingWindow window = _window;
                    window.Open(request.Rings[channel], request.NewestSlot, request.WindowSlots, false);
                    first = window.FirstSlot > first ? window.FirstSlot : first;
                    end = window.FirstSlot + window.Slots < end ? window.FirstSlot + window.Slots : end;
                }
            }

            Slots = end > first ? (int)(end - first) : 0;
            for (int i = 0; i < _channelCount; i++)
            {
                _positions[i] = (int)(first % request.Rings[_channels[i]].Capacity);
            }
        }

        /// <summary>Reads the next chunk; it may hold no valid instant.</summary>
        /// <returns>False after the last one.</returns>
        public bool Next()
        {
            ChunkStart = _done;
            int slots = Slots - _done < ChunkSlots ? Slots - _done : ChunkSlots;
            if (slots == 0)
            {
                return false;
            }

            for (int i = 0; i < _channelCount; i++)
            {
                int contiguous = _request.Rings[_channels[i]].Capacity - _positions[i];
                slots = contiguous < slots ? contiguous : slots;
            }

            GatherValid(slots);
            _hasDead = false;
            X = Evaluate(_x, 0);
            Y = _y == null ? null : Evaluate(_y, 1);
            if (_hasDead)
            {
                DropDead();
            }

            ValidCount += Count;
            Filter();
            Advance(slots);
            return true;
        }

        private void Advance(int slots)
        {
            _done += slots;
            for (int i = 0; i < _channelCount; i++)
            {
                int position = _positions[i] + slots;
                _positions[i] = position == _request.Rings[_channels[i]].Capacity ? 0 : position;
            }
        }

        // Leaves in At the instants at which every channel is valid.
        private void GatherValid(int slots)
        {
            int[] at = At;
            int count = slots;
            for (int c = 0; c < _channelCount; c++)
            {
                int channel = _channels[c];
                Ring ring = _request.Rings[channel];
                short[] cells = ring.Cells;
                int start = ring.Offset + _positions[c];
                int low = _request.ValidLow[channel] > 0 ? _request.ValidLow[channel] : 0;
                int high = _request.ValidHigh[channel];
                uint width = (uint)(high - low);
                int kept = 0;
                if (high < low)
                {
                    count = 0;
                }
                else if (c == 0)
                {
                    for (int i = 0; i < count; i++)
                    {
                        if ((uint)(cells[start + i] - low) <= width)
                        {
                            at[kept] = i;
                            kept++;
                        }
                    }
                }
                else
                {
                    for (int k = 0; k < count; k++)
                    {
                        int i = at[k];
                        if ((uint)(cells[start + i] - low) <= width)
                        {
                            at[kept] = i;
                            kept++;
                        }
                    }
                }

                count = kept;
            }

            Count = count;
        }

        private double[] Evaluate(SeriesCode series, int firstColumn)
        {
            byte[] elements = series.Elements;
            int top = firstColumn - 1;
            for (int e = 0; e < series.Count; e++)
            {
                int element = elements[e];
                if (element < Limits.ChannelsMax)
                {
                    top++;
                    Load(element, Column(top));
                }
                else if (element == SeriesCode.ConstantElement)
                {
                    top++;
                    double[] column = Column(top);
                    double constant = series.Constants[e];
                    for (int k = 0; k < Count; k++)
                    {
                        column[k] = constant;
                    }
                }
                else
                {
                    top--;
                    Operate(element, _columns[top], _columns[top + 1]);
                }
            }

            return _columns[firstColumn];
        }

        private double[] Column(int depth)
        {
            if (_columns[depth] == null)
            {
                _columns[depth] = new double[ChunkSlots];
            }

            return _columns[depth];
        }

        private void Load(int channel, double[] column)
        {
            Ring ring = _request.Rings[channel];
            Calibration calibration = _request.Calibrations[channel];
            short[] cells = ring.Cells;
            int[] at = At;
            int count = Count;
            int start = ring.Offset;
            for (int c = 0; c < _channelCount; c++)
            {
                start += _channels[c] == channel ? _positions[c] : 0;
            }

            if (calibration.IsBent)
            {
                for (int k = 0; k < count; k++)
                {
                    column[k] = calibration.ToValue(cells[start + at[k]]);
                }

                return;
            }

            double raw = calibration.FirstRaw;
            double value = calibration.FirstValue;
            double rawStep = calibration.RawStep;
            double valueStep = calibration.ValueStep;
            double lastRaw = calibration.LastRaw;
            double lastValue = calibration.LastValue;
            for (int k = 0; k < count; k++)
            {
                double x = cells[start + at[k]];
                column[k] = x == lastRaw ? lastValue : value + ((x - raw) * valueStep / rawStep);
            }
        }

        // The sum of the results is finite where each of them is, so one look a chunk tells whether any has to be found.
        private void Operate(int element, double[] a, double[] b)
        {
            int count = Count;
            double sum = 0;
            double x;
            switch (element)
            {
                case SeriesCode.AddElement:
                    for (int k = 0; k < count; k++)
                    {
                        x = a[k] + b[k];
                        a[k] = x;
                        sum += x;
                    }

                    break;
                case SeriesCode.SubtractElement:
                    for (int k = 0; k < count; k++)
                    {
                        x = a[k] - b[k];
                        a[k] = x;
                        sum += x;
                    }

                    break;
                case SeriesCode.MultiplyElement:
                    for (int k = 0; k < count; k++)
                    {
                        x = a[k] * b[k];
                        a[k] = x;
                        sum += x;
                    }

                    break;
                default:
                    sum = Divide(a, b, count);
                    break;
            }

            if (Finite.Is(sum))
            {
                return;
            }

            for (int k = 0; k < count; k++)
            {
                if (a[k] > Finite.Max || a[k] < -Finite.Max)
                {
                    Kill(k, a);
                }
            }
        }

        private double Divide(double[] a, double[] b, int count)
        {
            double sum = 0;
            for (int k = 0; k < count; k++)
            {
                double x = b[k];
                if (x == 0)
                {
                    Kill(k, a);
                    continue;
                }

                x = a[k] / x;
                a[k] = x;
                sum += x;
            }

            return sum;
        }

        // The instant stays in its place, with a harmless value, until the chunk is done.
        private void Kill(int k, double[] column)
        {
            if (!_hasDead)
            {
                for (int i = 0; i < ChunkSlots; i++)
                {
                    _isDead[i] = false;
                }

                _hasDead = true;
            }

            _isDead[k] = true;
            column[k] = 0;
        }

        private void DropDead()
        {
            int kept = 0;
            for (int k = 0; k < Count; k++)
            {
                if (!_isDead[k])
                {
                    Keep(k, kept);
                    kept++;
                }
            }

            Count = kept;
        }

        private void Filter()
        {
            byte kind = _request.FilterKind;
            if (kind == FilterKind.None)
            {
                return;
            }

            // A range in counts belongs to a series of one channel: compare its cells, not its values.
            int channel = kind == FilterKind.Counts ? _x.SingleChannel : -1;
            short[] cells = null;
            int start = 0;
            if (channel >= 0)
            {
                Ring ring = _request.Rings[channel];
                cells = ring.Cells;
                start = ring.Offset;
                for (int c = 0; c < _channelCount; c++)
                {
                    start += _channels[c] == channel ? _positions[c] : 0;
                }
            }

            double low = _request.FilterLow;
            double high = _request.FilterHigh;
            int kept = 0;
            for (int k = 0; k < Count; k++)
            {
                double x = channel >= 0 ? cells[start + At[k]] : X[k];
                if (x >= low && x <= high)
                {
                    Keep(k, kept);
                    kept++;
                }
            }

            Count = kept;
        }

        private void Keep(int from, int to)
        {
            At[to] = At[from];
            X[to] = X[from];
            if (Y != null)
            {
                Y[to] = Y[from];
            }
        }
    }
}
