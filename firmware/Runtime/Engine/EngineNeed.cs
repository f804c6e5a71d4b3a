using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>What the engine must have room for: the largest of each kind among the tasks of some jobs, read off their programs and this board's calibrations.</summary>
    /// <remarks>Made when jobs change, and garbage thereafter; a board then keeps what its jobs use, not what a job could ask for.</remarks>
    public sealed class EngineNeed
    {
        /// <summary>Values of scans and computed fields.</summary>
        public int Values;

        /// <summary>Counts of the widest range whose ranks are asked for, 0..4096.</summary>
        public int RankEntries;

        /// <summary>Slots of the longest window of a rank.</summary>
        public int RankSlots;

        private readonly Instruction _instruction = new Instruction();
        private readonly ByteReader _reader = new ByteReader();

        /// <summary>Adds the tasks of a job that is bound to the board's channels, and those of the version that would come back in its place.</summary>
        public void Add(JobSlot job)
        {
            for (; job != null; job = job.Previous)
            {
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    AddTask(job, job.Tasks[t].Plan);
                }
            }
        }

        private void AddTask(JobSlot job, TaskPlan task)
        {
            Values = Larger(Values, task.ValueCount + task.FieldCount);
            _reader.Reset(job.Package.Bytes, task.CodeOffset, task.CodeLength);
            while (_reader.Left > 0)
            {
                _instruction.Read(_reader, job.Package.ChannelCount);
                if (_instruction.IsScan)
                {
                    AddRanks(job, task);
                }
            }
        }

        private void AddRanks(JobSlot job, TaskPlan task)
        {
            Instruction scan = _instruction;
            int mask = scan.Series.ChannelMask;
            bool isSingle = scan.Series.SingleChannel >= 0;
            if (scan.FirstChannel >= 0)
            {
                mask = ((1 << scan.ChannelCount) - 1) << scan.FirstChannel;
            }

            if (!scan.HasQuantile && !(isSingle && scan.HasHistogram))
            {
                return;
            }

            for (int c = 0; c < job.Package.ChannelCount; c++)
            {
                if ((mask & (1 << c)) != 0)
                {
                    // An arithmetic series is sorted by the bits of its values, twelve at a time.
                    RankEntries = Larger(RankEntries, isSingle ? EntriesOf(job, c) : Calibration.MaxCounts + 1);
                    RankSlots = Larger(RankSlots, job.Package.WindowSlots(task, c));
                }
            }
        }

        // Counts that are valid and within the scan's own range.
        private int EntriesOf(JobSlot job, int channel)
        {
            int low = Larger(job.ValidLow[channel], 0);
            int high = -Larger(-job.ValidHigh[channel], -Calibration.MaxCounts);
            if (_instruction.Filter != 0)
            {
                Calibration calibration = _instruction.Filter == Instruction.FilterInCounts ? Calibration.Identity : job.Calibrations[channel];
                calibration.CountRange(_instruction.Low, _instruction.High, out int first, out int last);
                low = Larger(low, first);
                high = -Larger(-high, -last);
            }

            return Larger(high - low + 1, 0);
        }

        private static int Larger(int a, int b)
        {
            return a > b ? a : b;
        }
    }
}
