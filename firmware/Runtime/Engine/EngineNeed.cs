using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>What the engine must have room for: the largest of each kind among the tasks of some jobs, read off their programs and this board's calibrations.</summary>
    /// <remarks>Made when jobs change, and garbage thereafter: a board then keeps what its jobs use, not what a job could ask for. Arrays by the limits would take
    /// 3 KB more.</remarks>
    public sealed class EngineNeed
    {
        /// <summary>Channels of a job.</summary>
        public int Channels;

        /// <summary>Values of scans and computed fields of a task.</summary>
        public int Values;

        /// <summary>Fields of a report, and items of a task's scans.</summary>
        public int Fields;
        public int FieldItems;

        /// <summary>Operands on the stack at once.</summary>
        public int StackDepth;

        /// <summary>Items of one scan.</summary>
        public int Items;
        public bool HasHistograms;

        /// <summary>Counts of the widest range whose ranks are asked for, 0..4096.</summary>
        public int RankEntries;

        /// <summary>Slots of the longest window of a rank.</summary>
        public int RankSlots;

        /// <summary>Values that a series evaluated instant by instant holds at once; 0 where none is.</summary>
        public int PointColumns;
        public bool HasPointQuantiles;

        private readonly Instruction _scan = new Instruction();
        private readonly ByteReader _reader = new ByteReader();
        private readonly ScanPlan _plan = new ScanPlan();
        private int _elements = 1;
        private int _secondElements;
        private bool _hasConstants;
        private bool _hasSecondConstants;

        /// <summary>An instruction with room for any of those seen.</summary>
        public Instruction NewInstruction()
        {
            return new Instruction(Items, HasHistograms, new SeriesCode(_elements, _hasConstants), new SeriesCode(_secondElements, _hasSecondConstants));
        }

        /// <summary>Adds the tasks of a job that is bound to the board's channels, and those of the version that would come back in its place.</summary>
        public void Add(JobSlot job)
        {
            for (; job != null; job = job.Previous)
            {
                Channels = Larger(Channels, job.Package.ChannelCount);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    AddTask(job, job.Tasks[t].Plan);
                }
            }
        }

        private void AddTask(JobSlot job, TaskPlan task)
        {
            int depth = 0;
            int computed = 0;
            int items = 0;
            _reader.Reset(job.Package.Bytes, task.CodeOffset, task.CodeLength);
            while (_reader.Left > 0)
            {
                _scan.Read(_reader, job.Package.ChannelCount);
                computed += _scan.Opcode == Opcode.Field ? 1 : 0;
                depth -= OpcodeTable.PopsOf(_scan.Opcode).Length;
                depth -= _scan.Opcode == Opcode.AlertRule && (_scan.Flags & AlertFlags.Until) != 0 ? 1 : 0;
                depth -= _scan.Opcode == Opcode.ReportRule && (_scan.Flags & ReportFlags.When) != 0 ? 1 : 0;
                depth += OpcodeTable.PushesOf(_scan.Opcode).Length;
                StackDepth = Larger(StackDepth, depth);
                if (_scan.IsScan)
                {
                    items += _scan.ChannelCount * _scan.ItemCount;
                    AddScan(job, task);
                }
            }

            Values = Larger(Values, task.ValueCount + computed);
            Fields = Larger(Fields, task.FieldCount);
            FieldItems = Larger(FieldItems, items);
        }

        private void AddScan(JobSlot job, TaskPlan task)
        {
            Items = Larger(Items, _scan.ItemCount);
            for (int i = 0; i < _scan.ItemCount; i++)
            {
                HasHistograms |= _scan.Items[i] == (byte)Aggregate.Hist;
            }

            _elements = Larger(_elements, _scan.Series.Count);
            _hasConstants |= HasConstants(_scan.Series);
            if (_scan.HasSecond)
            {
                _secondElements = Larger(_secondElements, _scan.Second.Count);
                _hasSecondConstants |= HasConstants(_scan.Second);
            }

            for (int i = 0; i < _scan.ChannelCount; i++)
            {
                int channel = _scan.FirstChannel < 0 ? _scan.Series.SingleChannel : _scan.FirstChannel + i;
                int mask = channel < 0 ? _scan.Series.ChannelMask : 1 << channel;
                AddPasses(job, task, channel, _scan.HasSecond ? mask | _scan.Second.ChannelMask : mask);
            }
        }

        private void AddPasses(JobSlot job, TaskPlan task, int channel, int mask)
        {
            bool isStraight = true;
            int slots = 0;
            for (int c = 0; c < job.Package.ChannelCount; c++)
            {
                if ((mask & (1 << c)) != 0)
                {
                    isStraight &= job.Calibrations[c].IsStraight;
                    slots = Larger(slots, job.Package.WindowSlots(task, c));
                }
            }

            _plan.Begin((channel < 0 ? 0 : ScanPlan.SingleChannel) | (isStraight ? ScanPlan.Straight : 0) | ScanPlan.Unbounded, _scan.Series.Count, 0);
            bool hasPointQuantile = false;
            for (int i = 0; i < _scan.ItemCount; i++)
            {
                Aggregate kind = (Aggregate)_scan.Items[i];
                _plan.Add(kind, 0, 0);
                bool isQuantile = kind == Aggregate.Median || kind == Aggregate.Percentile || kind == Aggregate.Quantile;
                hasPointQuantile |= isQuantile && _plan.TakesPoints(kind);
            }

            int passes = _plan.Passes;
            if ((passes & (ScanPlan.RankPass | ScanPlan.FusedPass)) != 0)
            {
                RankEntries = Larger(RankEntries, EntriesOf(job, channel));
                RankSlots = Larger(RankSlots, slots);
            }

            if ((passes & (ScanPlan.PointPass | ScanPlan.PairPass)) != 0)
            {
                PointColumns = Larger(PointColumns, _scan.Series.Depth);
                PointColumns = (passes & ScanPlan.PairPass) != 0 ? Larger(PointColumns, 1 + _scan.Second.Depth) : PointColumns;
            }

            if (hasPointQuantile)
            {
                // Values are sorted by their bits, twelve at a time.
                HasPointQuantiles = true;
                RankEntries = Calibration.MaxCounts + 1;
                RankSlots = Larger(RankSlots, slots);
            }
        }

        // Counts that are valid and within the scan's own range.
        private int EntriesOf(JobSlot job, int channel)
        {
            int low = Larger(job.ValidLow[channel], 0);
            int high = Smaller(job.ValidHigh[channel], Calibration.MaxCounts);
            if (_scan.Filter != 0)
            {
                Calibration calibration = _scan.Filter == Instruction.FilterInCounts ? Calibration.Identity : job.Calibrations[channel];
                calibration.CountRange(_scan.Low, _scan.High, out int first, out int last);
                low = Larger(low, first);
                high = Smaller(high, last);
            }

            return Larger(high - low + 1, 0);
        }

        private static bool HasConstants(SeriesCode series)
        {
            for (int e = 0; e < series.Count; e++)
            {
                if (series.Elements[e] == SeriesCode.ConstantElement)
                {
                    return true;
                }
            }

            return false;
        }

        private static int Larger(int a, int b)
        {
            return a > b ? a : b;
        }

        private static int Smaller(int a, int b)
        {
            return a < b ? a : b;
        }
    }
}
