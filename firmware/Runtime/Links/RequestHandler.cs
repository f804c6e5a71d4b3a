using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Answers one request at a time; the layout of every message is in docs/PROTOCOL.md.</summary>
    public sealed class RequestHandler
    {
        private const int ForceFlag = 1;

        private readonly Board _board;
        private readonly ByteReader _reader = new ByteReader();
        private readonly ByteWriter _writer;
        private readonly Upload _upload = new Upload();
        private AcknowledgedRanges _ranges;
        private readonly ProvisionHandler _provision;
        private readonly DiagnosticHandler _diagnostics;

        /// <summary>The reply's payload after <see cref="Handle"/>.</summary>
        public readonly byte[] Reply = new byte[FrameFormat.PayloadMax];

        public RequestHandler(Board board)
        {
            _board = board;
            _writer = new ByteWriter(Reply);
            _provision = new ProvisionHandler(board, _reader, _writer);
            _diagnostics = new DiagnosticHandler(board, _reader, _writer);
        }

        /// <summary>Does what a request asks and writes its reply.</summary>
        /// <returns>Bytes of the reply.</returns>
        public int Handle(int type, byte[] payload, int length, long nowMs)
        {
            _reader.Reset(payload, 0, length);
            _writer.Reset(Reply, 0);
            _writer.U8((int)ReplyStatus.Done);
            ReplyStatus status = Dispatch(type, payload, length, nowMs);
            bool hasMore = status == ReplyStatus.Done || status == ReplyStatus.Unchanged || status == ReplyStatus.WrongOffset || (int)status < 64;
            if (hasMore || (int)status == (int)ProfileStatus.JobTooOften)
            {
                Reply[0] = (byte)status;
                return _writer.Position;
            }

            Reply[0] = (byte)status;
            return 1;
        }

        private ReplyStatus Dispatch(int type, byte[] payload, int length, long nowMs)
        {
            switch (type)
            {
                case MessageType.Hello:
                    return Hello();
                case MessageType.Info:
                    return _diagnostics.Info(nowMs);
                case MessageType.ListJobs:
                    return ListJobs(nowMs);
                case MessageType.BeginUpload:
                case MessageType.Activate:
                    return Deploy(type, nowMs);
                case MessageType.UploadChunk:
                    return Chunk(payload, length);
                case MessageType.ReadPackage:
                    return ReadPackage();
                case MessageType.RunJob:
                case MessageType.PauseJob:
                case MessageType.ResumeJob:
                case MessageType.RemoveJob:
                    return ChangeJob(type, nowMs);
                case MessageType.Acknowledge:
                    return Acknowledge(nowMs);
                case MessageType.SetClock:
                    return SetClock(nowMs);
                case MessageType.GetClock:
                    return GetClock(nowMs);
                case MessageType.ReadChannels:
                    return ReadChannels();
                case MessageType.BeginProvision:
                case MessageType.ProvisionChunk:
                case MessageType.CommitProvision:
                case MessageType.ReadProfile:
                    return _provision.Handle(type, payload, length, nowMs);
                case MessageType.StartSelfTest:
                case MessageType.PollSelfTest:
                case MessageType.ReadLog:
                    return _diagnostics.Handle(type, nowMs);
                default:
                    return ReplyStatus.Unsupported;
            }
        }

        private ReplyStatus Hello()
        {
            int major = _reader.U8();
            _reader.U8();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            BoardConfig config = _board.Config;
            _writer.U8(ProtocolVersion.Major);
            _writer.U8(ProtocolVersion.Minor);
            _writer.U8(JobPackage.FormatVersion);
            _writer.U8(ProtocolVersion.Opcodes);
            _writer.U16(config.ReceiveWindowBytes);
            _writer.U16(FrameFormat.PayloadMax);
            _writer.Text(config.BoardId);
            _writer.Bytes(config.MacAddress, 0, 6);
            _writer.U64(_board.Ledger.Epoch);
            _writer.U32(_board.Ledger.Boot);
            _writer.Text(config.Build);
            return major == ProtocolVersion.Major ? ReplyStatus.Done : ReplyStatus.WrongProtocol;
        }

        /// <summary>Request: first index u8. Reply: number of jobs u8, next index u8, then as many as fit.</summary>
        private ReplyStatus ListJobs(long nowMs)
        {
            int index = _reader.U8();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            _writer.U8(_board.Jobs.Count);
            int nextAt = _writer.Position;
            _writer.U8(index);
            while (index < _board.Jobs.Count)
            {
                int start = _writer.Position;
                WriteJob(_board.Jobs.JobAt(index), nowMs);
                if (_writer.IsFull)
                {
                    _writer.Position = start;
                    break;
                }

                index++;
            }

            Reply[nextAt] = (byte)index;
            return ReplyStatus.Done;
        }

        private void WriteJob(JobSlot job, long nowMs)
        {
            long nextMs = TaskSlot.Never;
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                nextMs = job.Tasks[t].NextDueMs < nextMs ? job.Tasks[t].NextDueMs : nextMs;
            }

            _writer.Name(job.Package.JobName);
            _writer.U16(job.Package.JobVersion);
            _writer.U8((int)job.State);
            _writer.Bytes(job.Digest, 0, 8);
            _writer.U16(job.Package.Length);
            _writer.U8(job.Tasks.Length);
            _writer.Varint(JobChanges.WorstCaseSteps(job));

            // Milliseconds until the next run plus one; zero stands for none.
            long waitMs = nextMs - _board.Clock.BoardTime(nowMs);
            bool waits = nextMs != TaskSlot.Never && !job.IsPaused && job.State != JobState.Quarantined;
            _writer.Varint(!waits ? 0 : waitMs < 0 ? 1 : waitMs + 1);
            _writer.U8(job.TrialRunsLeft);
            job.Aside.Write(_writer);
        }

        /// <summary>A heap that is full before the board has even looked at the package is no other answer than one that is full thereafter.</summary>
        private ReplyStatus Deploy(int type, long nowMs)
        {
            try
            {
                _board.Jobs.TakeMemory();
                return type == MessageType.BeginUpload ? BeginUpload() : Activate(nowMs);
            }
            catch (System.OutOfMemoryException)
            {
                _writer.Reset(Reply, 1);
                _writer.U32(0);
                _writer.U32(0);
                return (ReplyStatus)PackageStatus.HeapFull;
            }
        }

        private ReplyStatus BeginUpload()
        {
            int length = _reader.U16();
            byte[] digest = new byte[Sha256.DigestBytes];
            _reader.Bytes(digest, 0, digest.Length);
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            if (length > Limits.PackageBytesMax)
            {
                return (ReplyStatus)PackageStatus.TooLong;
            }

            _writer.U16(_upload.Begin(digest, length));
            return ReplyStatus.Done;
        }

        private ReplyStatus Chunk(byte[] payload, int length)
        {
            int offset = _reader.U16();
            if (_reader.IsBad || !_upload.IsOpen)
            {
                return _reader.IsBad ? ReplyStatus.Malformed : ReplyStatus.NoUpload;
            }

            bool fits = _upload.Append(offset, payload, _reader.Position, length - _reader.Position);
            _writer.U16(_upload.Received);
            return fits ? ReplyStatus.Done : ReplyStatus.WrongOffset;
        }

        private ReplyStatus Activate(long nowMs)
        {
            byte[] digest = new byte[Sha256.DigestBytes];
            _reader.Bytes(digest, 0, digest.Length);
            int flags = _reader.U8();
            int steps = _reader.Varint();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            bool isWhole = _upload.IsWhole(digest);
            byte[] bytes = _upload.Take();
            if (!isWhole || !PackageFiles.IsSame(Sha256.Of(bytes, 0, bytes.Length), digest, Sha256.DigestBytes))
            {
                // Bytes that are not what was announced must not be resumed: the next upload begins anew.
                return bytes != null ? ReplyStatus.DigestMismatch : ReplyStatus.NoUpload;
            }

            PackageStatus status = _board.Deploy(bytes, (flags & ForceFlag) != 0, steps, nowMs, out bool isUnchanged);
            _writer.U32((uint)_board.Jobs.RefusedNeed);
            _writer.U32((uint)_board.Jobs.RefusedLimit);
            if (status != PackageStatus.Accepted)
            {
                return (ReplyStatus)status;
            }

            return isUnchanged ? ReplyStatus.Unchanged : ReplyStatus.Done;
        }

        /// <summary>Request: 8 digest bytes, offset u16. Reply: total length u16, then bytes from there on.</summary>
        private ReplyStatus ReadPackage()
        {
            byte[] digest = new byte[8];
            _reader.Bytes(digest, 0, 8);
            int offset = _reader.U16();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            for (int j = 0; j < _board.Jobs.Count; j++)
            {
                JobSlot job = _board.Jobs.JobAt(j);
                if (PackageFiles.IsSame(job.Digest, digest, 8))
                {
                    int left = job.Package.Length - offset;
                    int room = FrameFormat.PayloadMax - 3;
                    _writer.U16(job.Package.Length);
                    _writer.Bytes(job.Package.Bytes, offset, left < 0 ? 0 : left < room ? left : room);
                    return ReplyStatus.Done;
                }
            }

            return ReplyStatus.UnknownPackage;
        }

        private ReplyStatus ChangeJob(int type, long nowMs)
        {
            string name = _reader.Name(Limits.NameLengthMax);
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            int job = _board.Jobs.IndexOf(name);
            if (job < 0)
            {
                return ReplyStatus.UnknownJob;
            }

            bool done = true;
            switch (type)
            {
                case MessageType.RunJob:
                    if (_board.Jobs.JobAt(job).State == JobState.Quarantined)
                    {
                        return ReplyStatus.JobSetAside;
                    }

                    _board.Demand(job, nowMs);
                    break;
                case MessageType.PauseJob:
                    done = _board.SetPaused(job, true, nowMs);
                    break;
                case MessageType.ResumeJob:
                    done = _board.SetPaused(job, false, nowMs);
                    break;
                case MessageType.RemoveJob:
                    done = _board.Remove(job, nowMs);
                    break;
            }

            return done ? ReplyStatus.Done : ReplyStatus.StorageFailed;
        }

        /// <summary>Only what continues the acknowledged prefix counts, and only where no hub is the receiver (DECISIONS 47, 48).</summary>
        private ReplyStatus Acknowledge(long nowMs)
        {
            ulong epoch = _reader.U64();
            int count = _reader.U8();
            _ranges = _ranges ?? new AcknowledgedRanges();      // a board that delivers to a hub never needs them here
            _ranges.Clear();
            for (int i = 0; i < count; i++)
            {
                uint first = _reader.U32();
                uint last = _reader.U32();
                _ranges.Add(first, last);
            }

            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            if (epoch != _board.Ledger.Epoch)
            {
                return ReplyStatus.WrongEpoch;
            }

            if (_board.DeliversToHub)
            {
                return ReplyStatus.NotReceiver;
            }

            bool done = _board.Acknowledge(_ranges.Extend(_board.Ledger.AcknowledgedTo), nowMs);
            _writer.U32(_board.Ledger.AcknowledgedTo);
            return done ? ReplyStatus.Done : ReplyStatus.StorageFailed;
        }

        private ReplyStatus SetClock(long nowMs)
        {
            long utcMs = _reader.U48();
            int quality = _reader.U8();
            if (_reader.IsBad || quality < (int)ClockQuality.Carried || quality > (int)ClockQuality.Network)
            {
                return ReplyStatus.Malformed;
            }

            _board.SetClock(utcMs, (ClockQuality)quality, nowMs);
            return GetClock(nowMs);
        }

        private ReplyStatus GetClock(long nowMs)
        {
            _writer.U8((int)_board.Clock.Quality);
            _writer.U48(_board.Clock.BoardTime(nowMs));
            _writer.U48(nowMs);
            return ReplyStatus.Done;
        }

        /// <summary>Request: offset u16. Reply: total length u16, then bytes of the channel record from there on.</summary>
        private ReplyStatus ReadChannels()
        {
            int offset = _reader.U16();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            ChannelTable channels = _board.Config.Channels;
            RecordScratch scratch = _board.Ledger.Scratch;
            scratch.Reserve(channels.RecordBytesBound, 0);
            scratch.Owner = null;
            int total = channels.WriteRecord(scratch.Bytes);
            int left = total - offset;
            int room = FrameFormat.PayloadMax - 3;
            _writer.U16(total);
            _writer.Bytes(scratch.Bytes, offset, left < 0 ? 0 : left < room ? left : room);
            return ReplyStatus.Done;
        }
    }
}
