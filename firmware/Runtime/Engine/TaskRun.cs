using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Executes one run of one task, an instruction at a time, over windows whose end was fixed when the run began.</summary>
    /// <remarks>
    /// Verified once, then plain: no operand is checked here. Data never faults a run (DECISIONS 31); a fault is a defect of the engine. One object for a
    /// board; <see cref="Reserve"/> allocates when jobs change, a run allocates nothing.
    /// </remarks>
    public sealed class TaskRun
    {
        /// <summary>More runs than any alert waits for.</summary>
        private const int HeldLongEnough = 0xFFFF;

        private readonly ByteReader _reader = new ByteReader();
        private readonly ScanLoader _loader = new ScanLoader();
        private readonly WindowScan _scan = new WindowScan();
        private readonly ExpressionStack _stack = new ExpressionStack();

        private Instruction _instruction;
        private int[] _validCounts = new int[0];
        private double[] _values = new double[0];
        private byte[] _kinds = new byte[0];
        private int _valueCount;
        private int _computedCount;
        private int _eachIndex;
        private int _alertIndex;
        private bool _awaitsCounts;

        /// <summary>What the run works on.</summary>
        public JobSlot Job;
        public TaskSlot Task;

        /// <summary>Board time at which the window ends.</summary>
        public long DueMs;

        /// <summary>Fields of the report so far.</summary>
        public readonly FieldList Fields = new FieldList();

        /// <summary>True once the report is decided on and complete.</summary>
        public bool HasReport;

        /// <summary>True when something that has to survive a reboot changed, beyond the sequence number.</summary>
        public bool MemoryChanged;

        /// <summary>Bit a: alert a was raised in this run, or cleared.</summary>
        public int RaisedMask;
        public int ClearedMask;

        /// <summary>Cost steps of this run, never more than the task's bound.</summary>
        public int StepsUsed;

        /// <summary>Offset in the package of the instruction that runs.</summary>
        public int Pc;

        public double[] Values
        {
            get { return _values; }
        }

        public byte[] Kinds
        {
            get { return _kinds; }
        }

        /// <summary>Valid samples of a channel in the task's window.</summary>
        public int ValidCountOf(int channel)
        {
            return _validCounts[channel];
        }

        /// <summary>Samples that a full window of a channel has.</summary>
        public int ExpectedOf(int channel)
        {
            return _loader.WindowSlots(Job, Task.Plan, channel, DueMs);
        }

        /// <summary>Makes room for tasks, exactly: a run that found none would be a fault, and what no task needs is given back.</summary>
        /// <param name="need">Of all jobs, that of the run under way among them.</param>
        /// <param name="isRunning">True between two instructions of a run, which keeps what it has.</param>
        public void Reserve(EngineNeed need, bool isRunning)
        {
            if (!isRunning)
            {
                _stack.Clear();
                Fields.Clear();
                _eachIndex = 0;
            }

            _scan.Reserve(need);
            _loader.Reserve(need);
            _stack.Reserve(need.StackDepth);
            Fields.Reserve(need.Fields, need.FieldItems);
            Instruction instruction = need.NewInstruction();
            if (_eachIndex != 0)
            {
                TaskPlan plan = Task.Plan;
                _reader.Reset(Job.Package.Bytes, Pc, plan.CodeOffset + plan.CodeLength - Pc);
                instruction.Read(_reader, Job.Package.ChannelCount);
            }

            _instruction = instruction;
            if (_validCounts.Length != need.Channels)
            {
                int[] counts = new int[need.Channels];
                System.Array.Copy(_validCounts, 0, counts, 0, isRunning ? Job.Package.ChannelCount : 0);
                _validCounts = counts;
            }

            if (_values.Length != need.Values)
            {
                double[] values = new double[need.Values];
                byte[] kinds = new byte[need.Values];
                int kept = isRunning ? Task.Plan.ValueCount + _computedCount : 0;
                System.Array.Copy(_values, 0, values, 0, kept);
                System.Array.Copy(_kinds, 0, kinds, 0, kept);
                _values = values;
                _kinds = kinds;
            }
        }

        /// <summary>Starts a run for a due time.</summary>
        public void Begin(JobSlot job, TaskSlot task, long dueMs)
        {
            Job = job;
            Task = task;
            DueMs = dueMs;
            _reader.Reset(job.Package.Bytes, task.Plan.CodeOffset, task.Plan.CodeLength);
            _stack.Clear();
            Fields.Clear();
            _valueCount = 0;
            _computedCount = 0;
            _eachIndex = 0;
            _alertIndex = 0;
            _awaitsCounts = false;
            HasReport = false;
            MemoryChanged = false;
            RaisedMask = 0;
            ClearedMask = 0;
            StepsUsed = 0;
            for (int c = 0; c < _validCounts.Length; c++)
            {
                _validCounts[c] = -1;
            }
        }

        /// <summary>What could not be kept was not done: alerts change again in the next run that finds them so, a report on change is sent again.</summary>
        public void Forget()
        {
            TaskSlot task = Task;
            for (int a = 0; a < task.IsRaised.Length; a++)
            {
                if ((RaisedMask & (1 << a)) != 0)
                {
                    task.IsRaised[a] = false;
                    task.HeldRuns[a] = HeldLongEnough;
                }

                task.IsRaised[a] |= (ClearedMask & (1 << a)) != 0;
            }

            task.HasSent &= !HasReport;
        }

        /// <summary>Executes one instruction, or one channel of an <c>each</c>.</summary>
        public RunStatus Step()
        {
            if (_eachIndex != 0)
            {
                return ScanChannel();
            }

            if (_reader.Left == 0)
            {
                // Counts come last: scans that only an alert needs stand behind the report and have counted, too. The bound relies on it.
                return _awaitsCounts ? CountNextChannel() : RunStatus.Done;
            }

            _instruction.Read(_reader, Job.Package.ChannelCount);
            Pc = _instruction.Pc;
            if (_reader.IsBad)
            {
                return RunStatus.Fault;
            }

            StepsUsed += OpcodeTable.StepsOf(_instruction.Opcode);
            return Execute();
        }

        private RunStatus Execute()
        {
            Instruction instruction = _instruction;
            switch (instruction.Opcode)
            {
                case Opcode.Scan:
                case Opcode.Each:
                case Opcode.EachByItem:
                case Opcode.ScanChannel:
                    return ScanChannel();
                case Opcode.Constant:
                    _stack.Push(instruction.Low, ValueKind.Number);
                    break;
                case Opcode.RawConstant:
                    _stack.Push(Job.Calibrations[instruction.Channel].ToValue(instruction.Low), ValueKind.Number);
                    break;
                case Opcode.Load:
                case Opcode.LoadSlot:
                    _stack.Push(_values[instruction.Slot], _kinds[instruction.Slot]);
                    break;
                case Opcode.InRange:
                    _stack.InRange(instruction.Low, instruction.High);
                    break;
                case Opcode.InRawRange:
                    Calibration calibration = Job.Calibrations[instruction.Channel];
                    _stack.InRange(calibration.ToValue(instruction.Low), calibration.ToValue(instruction.High));
                    break;
                case Opcode.Field:
                    AddComputedField();
                    break;
                case Opcode.FieldItems:
                    Fields.AddItems(instruction.Slot, instruction.Count);
                    break;
                case Opcode.ReportAll:
                    Fields.AddAllItems();
                    _awaitsCounts = true;
                    break;
                case Opcode.Report:
                    _awaitsCounts = true;
                    break;
                case Opcode.ReportRule:
                    DecideReport();
                    break;
                case Opcode.Alert:
                    bool now = _stack.PopCondition();
                    DecideAlert(!now, now, 1);
                    break;
                case Opcode.AlertRule:
                    bool hasUntil = (instruction.Flags & AlertFlags.Until) != 0;
                    bool until = hasUntil && _stack.PopCondition();
                    bool holds = _stack.PopCondition();
                    DecideAlert(hasUntil ? until : !holds, holds, instruction.Runs);
                    break;
                default:
                    _stack.Apply(instruction.Opcode);
                    break;
            }

            return RunStatus.More;
        }

        /// <summary>One channel's, or one series', share of a scan.</summary>
        private RunStatus ScanChannel()
        {
            Instruction instruction = _instruction;
            int index = _eachIndex;
            int channel = instruction.FirstChannel < 0 ? instruction.Series.SingleChannel : instruction.FirstChannel + index;
            ScanRequest request = _loader.Load(Job, Task.Plan, instruction, channel, DueMs);
            int perChannel = instruction.SlotsPerChannel;
            bool isByItem = instruction.Opcode == Opcode.EachByItem;        // an item's values of all channels stand together
            _scan.Run(request, _values, _kinds, _valueCount + (isByItem ? index : index * perChannel), isByItem ? instruction.ChannelCount : 1);
            StepsUsed += _scan.StepsUsed;
            if (channel >= 0 && instruction.Filter == 0 && !instruction.HasSecond)
            {
                _validCounts[channel] = _scan.ValidCount;
            }

            if (index + 1 < instruction.ChannelCount)
            {
                _eachIndex = index + 1;
                return RunStatus.More;
            }

            _eachIndex = 0;
            for (int c = 0; c < instruction.ChannelCount; c++)
            {
                for (int i = 0; i < instruction.ItemCount; i++)
                {
                    Fields.NoteItem(instruction.SlotsOf(i), instruction.Items[i] == (byte)Aggregate.Hist);
                }
            }

            _valueCount += perChannel * instruction.ChannelCount;
            return RunStatus.More;
        }

        /// <summary>A report counts the valid samples of each channel that the task uses; scans have counted most of them.</summary>
        private RunStatus CountNextChannel()
        {
            int mask = Task.Plan.ChannelMask;
            for (int c = 0; mask != 0; c++, mask >>= 1)
            {
                if ((mask & 1) != 0 && _validCounts[c] < 0)
                {
                    int slots = _loader.WindowSlots(Job, Task.Plan, c, DueMs);
                    SampledRing sampled = Job.Rings[c];
                    _validCounts[c] = _scan.CountValid(sampled.Ring, sampled.SlotAt(DueMs), slots, Job.ValidLow[c], Job.ValidHigh[c]);
                    StepsUsed += ScanPlan.CountBound(slots);
                    return RunStatus.More;
                }
            }

            _awaitsCounts = false;
            HasReport = true;
            return RunStatus.More;
        }

        private void AddComputedField()
        {
            int slot = Task.Plan.ValueCount + _computedCount++;
            _values[slot] = _stack.PopNumber();
            _kinds[slot] = _stack.PoppedKind;
            Fields.AddValue(slot);
        }

        /// <summary><c>when</c> first, then <c>on change</c> (JOB-LANGUAGE.md section 6).</summary>
        private void DecideReport()
        {
            int flags = _instruction.Flags;
            bool holds = (flags & ReportFlags.When) == 0 || _stack.PopCondition();
            if ((flags & ReportFlags.AllItems) != 0)
            {
                Fields.AddAllItems();
            }

            if (!holds)
            {
                return;
            }

            if ((flags & ReportFlags.OnChange) != 0)
            {
                // A report that seems to come from the future was sent under another clock: how long ago is not known.
                long silentMs = DueMs - Task.LastSentMs;
                bool isSilentTooLong = (flags & ReportFlags.OrEvery) != 0 && (silentMs >= _instruction.EveryMs || silentMs < 0);
                if (Task.HasSent && !isSilentTooLong && !Fields.DifferFrom(Task, _values, _kinds, _instruction.Low))
                {
                    return;
                }

                Fields.CopyTo(Task, _values, _kinds);
                Task.HasSent = true;
                Task.LastSentMs = DueMs;
                MemoryChanged = true;
            }

            _awaitsCounts = true;
        }

        private void DecideAlert(bool clears, bool holds, int runs)
        {
            int alert = _alertIndex++;
            TaskSlot task = Task;
            if (task.IsRaised[alert])
            {
                if (clears)
                {
                    task.IsRaised[alert] = false;
                    task.HeldRuns[alert] = 0;
                    ClearedMask |= 1 << alert;
                    MemoryChanged = true;
                }

                return;
            }

            int held = holds ? task.HeldRuns[alert] + 1 : 0;
            if (held >= runs)
            {
                task.IsRaised[alert] = true;
                held = 0;
                RaisedMask |= 1 << alert;
                MemoryChanged = true;
            }

            MemoryChanged |= held != task.HeldRuns[alert];
            task.HeldRuns[alert] = held;
        }
    }
}
