namespace NanoBatch.Protocol
{
    /// <summary>Package bytes to <see cref="JobPackage"/>: total, every malformed byte has a named status. Programs are checked by <see cref="PackageVerifier"/>.</summary>
    public sealed class PackageReader
    {
        /// <summary>Item bytes: below this a sample statement, from it on a task, <see cref="NamesItem"/> the names.</summary>
        public const int TaskItem = 0x80;
        public const int NamesItem = 0xFF;

        public const int BurstFlag = 1;
        public const int KeepFlag = 2;
        public const int ValidFlag = 4;
        public const int RawValidFlag = 8;
        public const int UnitFlag = 16;
        public const int SummariesFlag = 32;
        public const int ManyRunsFlag = 64;

        public const int ScheduleMask = 7;
        public const int WindowFlag = 8;
        public const int NeedsFlag = 16;
        public const int SpreadFlag = 32;

        /// <summary>The program has no length: it runs to the end of the body. Only in the last task of a package without names.</summary>
        public const int RestFlag = 64;

        /// <summary>A run of channel names that begins with a byte below this is a range of so many channels plus one; else the byte is a name's first letter.</summary>
        public const int RangedRunEnd = 16;

        /// <summary>Bit of a burst byte: median instead of mean; the low six bits are the readings less one.</summary>
        public const int MedianBurst = 0x40;

        private readonly ByteReader _reader = new ByteReader();

        /// <summary>Reads the container and every item; on success <paramref name="package"/> holds them and refers to <paramref name="bytes"/>.</summary>
        public PackageStatus Read(byte[] bytes, int length, JobPackage package)
        {
            PackageStatus status = CheckContainer(bytes, length);
            if (status != PackageStatus.Accepted)
            {
                return status;
            }

            package.Bytes = bytes;
            package.Length = length;
            int flags = bytes[2] & 15;
            _reader.Reset(bytes, 3, length - 3 - JobPackage.CrcBytes);
            package.JobName = _reader.Name(Limits.NameLengthMax);
            if (_reader.IsBad || !NameRule.IsName(package.JobName, true))
            {
                return PackageStatus.BadJobName;
            }

            if (!ReadHeader(package, flags))
            {
                return PackageStatus.BadHeader;
            }

            while (_reader.Left > 0)
            {
                int item = _reader.U8();
                if (item == NamesItem)
                {
                    package.NamesOffset = _reader.Position;
                    break;
                }

                status = item < TaskItem ? ReadSample(package, item) : ReadTask(package, item);
                if (status != PackageStatus.Accepted)
                {
                    return status;
                }
            }

            if (package.NamesOffset >= 0 != ((flags & JobPackage.NamesFlag) != 0))
            {
                return PackageStatus.BadNames;
            }

            package.Trim();
            return PackageStatus.Accepted;
        }

        private static PackageStatus CheckContainer(byte[] bytes, int length)
        {
            if (length < JobPackage.BytesMin)
            {
                return PackageStatus.TooShort;
            }

            if (length > Limits.PackageBytesMax)
            {
                return PackageStatus.TooLong;
            }

            if (bytes[0] != JobPackage.Magic0 || bytes[1] != JobPackage.Magic1)
            {
                return PackageStatus.BadMagic;
            }

            if (bytes[2] >> 4 != JobPackage.FormatVersion)
            {
                return PackageStatus.UnsupportedFormat;
            }

            if ((bytes[2] & JobPackage.AuthenticationFlag) != 0)
            {
                return PackageStatus.AuthenticationUnsupported;
            }

            int at = length - JobPackage.CrcBytes;
            uint crc = (uint)(bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16)) | ((uint)bytes[at + 3] << 24);
            return Crc32.Of(bytes, 0, at) == crc ? PackageStatus.Accepted : PackageStatus.BadCrc;
        }

        private bool ReadHeader(JobPackage package, int flags)
        {
            if ((flags & JobPackage.VersionFlag) != 0)
            {
                package.JobVersion = _reader.Varint();
                if (package.JobVersion < 2 || package.JobVersion > Limits.JobVersionMax)
                {
                    return false;
                }
            }

            if ((flags & JobPackage.ZoneFlag) != 0)
            {
                long zone = _reader.Zigzag();
                if (zone == 0 || zone > Limits.ZoneMinutesMax || zone < -Limits.ZoneMinutesMax)
                {
                    return false;
                }

                package.ZoneMinutes = (int)zone;
            }

            return !_reader.IsBad;
        }

        private PackageStatus ReadSample(JobPackage package, int flags)
        {
            if ((flags & (ValidFlag | RawValidFlag)) == RawValidFlag || package.TaskCount != 0)
            {
                return PackageStatus.BadSample;
            }

            int first = package.ChannelCount;
            ChannelPlan shared = new ChannelPlan();
            shared.WantsSummaries = (flags & SummariesFlag) != 0;
            long periodMs = DurationCode.ToMs(_reader.Varlong());
            if (periodMs < Limits.PeriodMinMs || periodMs > Limits.PeriodMaxMs || periodMs % Limits.PeriodStepMs != 0)
            {
                return PackageStatus.BadSample;
            }

            shared.PeriodMs = (int)periodMs;
            int runs = (flags & ManyRunsFlag) == 0 ? 1 : _reader.U8();
            PackageStatus status = runs < 1 || ((flags & ManyRunsFlag) != 0 && runs < 2) ? PackageStatus.BadChannels : ReadChannels(package, runs);
            if (status != PackageStatus.Accepted)
            {
                return status;
            }

            if ((flags & BurstFlag) != 0)
            {
                int burst = _reader.U8();
                shared.Burst = (burst & 63) + 1;
                shared.BurstIsMedian = (burst & MedianBurst) != 0;
                _reader.IsBad |= (burst & 128) != 0;
            }

            if ((flags & KeepFlag) != 0)
            {
                shared.KeepSlots = _reader.Varint();
                _reader.IsBad |= shared.KeepSlots < 1 || shared.KeepSlots > Limits.KeepSlotsMax;
            }

            if ((flags & ValidFlag) != 0)
            {
                shared.HasValid = true;
                shared.ValidIsRaw = (flags & RawValidFlag) != 0;
                shared.ValidLow = DecimalConstant.Read(_reader, false, out bool _);
                shared.ValidHigh = DecimalConstant.Read(_reader, false, out bool _);
                _reader.IsBad |= shared.ValidLow >= shared.ValidHigh;
            }

            if ((flags & UnitFlag) != 0)
            {
                shared.Unit = UnitCode.Read(_reader);
            }

            if (_reader.IsBad)
            {
                return PackageStatus.BadSample;
            }

            for (int c = first; c < package.ChannelCount; c++)
            {
                Share(package.Channels[c], shared);
            }

            return PackageStatus.Accepted;
        }

        private static void Share(ChannelPlan channel, ChannelPlan shared)
        {
            channel.PeriodMs = shared.PeriodMs;
            channel.Burst = shared.Burst;
            channel.BurstIsMedian = shared.BurstIsMedian;
            channel.KeepSlots = shared.KeepSlots;
            channel.HasValid = shared.HasValid;
            channel.ValidIsRaw = shared.ValidIsRaw;
            channel.ValidLow = shared.ValidLow;
            channel.ValidHigh = shared.ValidHigh;
            channel.Unit = shared.Unit;
            channel.WantsSummaries = shared.WantsSummaries;
        }

        private PackageStatus ReadChannels(JobPackage package, int runs)
        {
            while (runs-- > 0)
            {
                int count = _reader.U8() + 1;
                bool isRanged = count <= RangedRunEnd;
                if (!isRanged)
                {
                    _reader.Position--;
                    count = 1;
                }

                string stem = _reader.Name(Limits.NameLengthMax);
                int number = isRanged ? _reader.Varint() : 0;
                if (_reader.IsBad || package.ChannelCount + count > Limits.ChannelsMax || number > int.MaxValue - count)
                {
                    return PackageStatus.BadChannels;
                }

                for (int i = 0; i < count; i++)
                {
                    string name = isRanged ? stem + (number + i).ToString() : stem;
                    if (!NameRule.IsName(name, false))
                    {
                        return PackageStatus.BadChannels;
                    }

                    for (int c = 0; c < package.ChannelCount; c++)
                    {
                        if (package.Channels[c].Name == name)
                        {
                            return PackageStatus.DuplicateChannel;
                        }
                    }

                    ChannelPlan channel = new ChannelPlan();
                    channel.Name = name;
                    package.Channels[package.ChannelCount++] = channel;
                }
            }

            return PackageStatus.Accepted;
        }

        private PackageStatus ReadTask(JobPackage package, int item)
        {
            bool takesRest = (item & RestFlag) != 0;
            if (package.TaskCount == Limits.TasksMax || (takesRest && (package.Bytes[2] & JobPackage.NamesFlag) != 0))
            {
                return PackageStatus.BadSchedule;
            }

            TaskPlan task = new TaskPlan();
            task.Schedule = (ScheduleKind)(item & ScheduleMask);
            if (!ScheduleReader.Read(_reader, task, (item & SpreadFlag) != 0))
            {
                return PackageStatus.BadSchedule;
            }

            if (!ScheduleReader.ReadWindow(_reader, task, (item & WindowFlag) != 0))
            {
                return PackageStatus.BadWindow;
            }

            if ((item & NeedsFlag) != 0)
            {
                task.NeedsPercent = DecimalConstant.Read(_reader, false, out bool _);
                if (_reader.IsBad || task.NeedsPercent < 0 || task.NeedsPercent > 100)
                {
                    return PackageStatus.BadWindow;
                }
            }

            task.CodeLength = takesRest ? _reader.Left : _reader.Varint();
            task.CodeOffset = _reader.Position;
            _reader.Skip(task.CodeLength);
            if (_reader.IsBad)
            {
                return PackageStatus.BadInstruction;
            }

            package.Tasks[package.TaskCount++] = task;
            return PackageStatus.Accepted;
        }
    }
}
