namespace NanoBatch.Protocol
{
    /// <summary>Proves of every program, before a job is accepted: operands in range, types, stack depth, value slots, outcomes, and a worst-case cost.</summary>
    /// <remarks>
    /// Programs have no jumps, so one pass decides; what passed runs without a check. The same code runs in the compiler and on the board, so both
    /// find the same bound. Reused; allocates once.
    /// </remarks>
    public sealed class PackageVerifier
    {
        private readonly ByteReader _reader = new ByteReader();
        private readonly Instruction _instruction = new Instruction();
        private readonly ProgramShape _shape = new ProgramShape();
        private readonly ScanCost _cost = new ScanCost();

        /// <summary>Task in which the last refusal was found, from 0; -1 when it concerns the whole package.</summary>
        public int FaultTask;

        /// <summary>Offset of the refused instruction in the package.</summary>
        public int FaultPc;

        /// <summary>Checks every task and fills what <see cref="TaskPlan"/> and <see cref="ChannelPlan"/> leave to the verifier.</summary>
        /// <param name="package">As read by <see cref="PackageReader"/>.</param>
        /// <param name="bentChannels">Bit c is set where the board's calibration of channel c has more than one segment; 0 without a profile.</param>
        public PackageStatus Check(JobPackage package, int bentChannels)
        {
            for (int t = 0; t < package.TaskCount; t++)
            {
                FaultTask = t;
                PackageStatus status = CheckTask(package, package.Tasks[t]);
                if (status != PackageStatus.Accepted)
                {
                    FaultPc = _instruction.Pc;
                    return status;
                }
            }

            FaultTask = -1;
            FaultPc = 0;
            if (!RingSizing.Apply(package))
            {
                return PackageStatus.BadWindow;
            }

            for (int t = 0; t < package.TaskCount; t++)
            {
                AddCosts(package, package.Tasks[t], bentChannels);
            }

            return CheckNames(package);
        }

        private PackageStatus CheckTask(JobPackage package, TaskPlan task)
        {
            _reader.Reset(package.Bytes, task.CodeOffset, task.CodeLength);
            _shape.Begin();
            while (_reader.Left > 0)
            {
                _instruction.Read(_reader, package.ChannelCount);
                if (_reader.IsBad)
                {
                    return PackageStatus.BadInstruction;
                }

                if (_instruction.IsScan && !ScanHasOnePeriod(package))
                {
                    return PackageStatus.MixedPeriods;
                }

                task.SendsOnChange |= _instruction.Opcode == Opcode.ReportRule && (_instruction.Flags & ReportFlags.OnChange) != 0;
                PackageStatus status = _shape.Apply(_instruction);
                if (status != PackageStatus.Accepted)
                {
                    return status;
                }
            }

            task.ChannelMask = _shape.ChannelMask;
            task.ValueCount = _shape.ValueCount;
            task.FieldCount = _shape.FieldCount;
            task.AlertCount = _shape.AlertCount;
            task.HasReport = _shape.HasReport;
            if (!_shape.StackIsEmpty)
            {
                return PackageStatus.StackNotEmpty;
            }

            if (_shape.HasOpenFields)
            {
                return PackageStatus.MisplacedReport;
            }

            if (!task.HasReport && task.AlertCount == 0)
            {
                return PackageStatus.NoOutcome;
            }

            return CheckWindow(package, task);
        }

        private bool ScanHasOnePeriod(JobPackage package)
        {
            int mask = _instruction.Series.ChannelMask;
            if (_instruction.HasSecond)
            {
                mask |= _instruction.Second.ChannelMask;
            }

            return RingSizing.SharedPeriodMs(package, mask) != 0;
        }

        private static PackageStatus CheckWindow(JobPackage package, TaskPlan task)
        {
            task.SharedPeriodMs = RingSizing.SharedPeriodMs(package, task.ChannelMask);
            bool countsSamples = task.Schedule == ScheduleKind.AfterSamples || task.Window == WindowKind.Samples;
            if (countsSamples && task.SharedPeriodMs == 0)
            {
                return PackageStatus.MixedPeriods;
            }

            for (int c = 0; c < package.ChannelCount; c++)
            {
                if ((task.ChannelMask & (1 << c)) != 0 && task.Window == WindowKind.Duration
                    && task.WindowLength % package.Channels[c].PeriodMs != 0)
                {
                    return PackageStatus.BadWindow;
                }
            }

            return PackageStatus.Accepted;
        }

        /// <summary>Second pass, when the rings have their sizes: the certificate.</summary>
        private void AddCosts(JobPackage package, TaskPlan task, int bentChannels)
        {
            long total = 0;
            int worst = 0;
            int counted = 0;
            int bytes = RecordSizes.ReportHeadMax;
            _reader.Reset(package.Bytes, task.CodeOffset, task.CodeLength);
            while (_reader.Left > 0)
            {
                _instruction.Read(_reader, package.ChannelCount);
                bytes += FieldBytes(_instruction);
                int steps = OpcodeTable.StepsOf(_instruction.Opcode);
                total += steps;
                if (!_instruction.IsScan)
                {
                    worst = steps > worst ? steps : worst;
                    continue;
                }

                for (int i = 0; i < _instruction.ChannelCount; i++)
                {
                    int channel = _instruction.FirstChannel + i;
                    int scan = _cost.Bound(package, task, _instruction, channel, bentChannels);
                    total += scan;
                    worst = steps + scan > worst ? steps + scan : worst;
                    if (_instruction.Series.SingleChannel >= 0 && _instruction.Filter == 0 && !_instruction.HasSecond)
                    {
                        counted |= 1 << (_instruction.FirstChannel < 0 ? _instruction.Series.SingleChannel : channel);
                    }
                }
            }

            for (int c = 0; c < package.ChannelCount; c++)
            {
                if ((task.ChannelMask & (1 << c)) == 0 || !task.HasReport)
                {
                    continue;
                }

                bytes += RecordSizes.ReportChannelMax;
                if ((counted & (1 << c)) == 0)
                {
                    // A report counts the valid samples of each channel; a scan of that channel alone has done it already.
                    int count = ScanCost.CountBound(package, task, c);
                    total += count;
                    worst = count > worst ? count : worst;
                }
            }

            task.WorstCaseSteps = total > int.MaxValue ? int.MaxValue : (int)total;
            task.WorstInstructionSteps = worst;
            task.ReportBytesMax = task.HasReport ? bytes + RecordSizes.ReportFieldMax * task.FieldCount : 0;
        }

        /// <summary>What histograms add to a report beyond one value a field.</summary>
        private static int FieldBytes(Instruction instruction)
        {
            if (!instruction.IsScan)
            {
                return 0;
            }

            int bytes = 0;
            for (int i = 0; i < instruction.ItemCount; i++)
            {
                if (instruction.Items[i] == (byte)Aggregate.Hist)
                {
                    bytes += instruction.ChannelCount * instruction.Bins[i] * RecordSizes.BinMax;
                }
            }

            return bytes;
        }

        /// <summary>The names section holds one name for each field and alert, then source lines, and nothing else.</summary>
        private PackageStatus CheckNames(JobPackage package)
        {
            if (package.NamesOffset < 0)
            {
                return PackageStatus.Accepted;
            }

            int end = package.Length - JobPackage.CrcBytes;
            _reader.Reset(package.Bytes, package.NamesOffset, end - package.NamesOffset);
            for (int t = 0; t < package.TaskCount; t++)
            {
                TaskPlan task = package.Tasks[t];
                for (int i = 0; i < task.FieldCount + task.AlertCount; i++)
                {
                    string name = _reader.Name(Limits.FieldNameLengthMax);
                    bool isAlert = i >= task.FieldCount;
                    bool isGood = isAlert ? NameRule.IsName(name, false) : name.Length == 0 || NameRule.IsFieldName(name);
                    if (!isGood)
                    {
                        return PackageStatus.BadNames;
                    }
                }

                for (int i = task.HasReport ? -1 : 0; i < task.AlertCount; i++)
                {
                    _reader.Varint();
                }
            }

            if (_reader.IsBad)
            {
                return PackageStatus.BadNames;
            }

            return _reader.Left == 0 ? PackageStatus.Accepted : PackageStatus.TrailingBytes;
        }
    }
}
