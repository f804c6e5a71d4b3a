using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Takes a profile record in, keeps it, and gives it out without its secrets.</summary>
    public sealed class ProvisionHandler
    {
        private readonly Board _board;
        private readonly ByteReader _reader;
        private readonly ByteWriter _writer;
        private readonly Upload _upload = new Upload();

        // The redacted record while it is read part by part; it costs nothing at other times.
        private byte[] _redacted;
        private int _redactedLength;

        /// <param name="board">The board that is configured.</param>
        /// <param name="reader">At the request's payload when <see cref="Handle"/> is called.</param>
        /// <param name="writer">Behind the reply's status.</param>
        public ProvisionHandler(Board board, ByteReader reader, ByteWriter writer)
        {
            _board = board;
            _reader = reader;
            _writer = writer;
        }

        /// <summary>Does what a request asks and writes its reply behind the status.</summary>
        public ReplyStatus Handle(int type, byte[] payload, int length, long nowMs)
        {
            switch (type)
            {
                case MessageType.BeginProvision:
                    return Begin();
                case MessageType.ProvisionChunk:
                    return Chunk(payload, length);
                case MessageType.CommitProvision:
                    return Commit(nowMs);
                default:
                    return Read();
            }
        }

        private ReplyStatus Begin()
        {
            int length = _reader.U16();
            byte[] crc = ReadCrc();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            if (length > ProfileLimits.RecordBytesMax)
            {
                return (ReplyStatus)ProfileStatus.TooLong;
            }

            _writer.U16(_upload.Begin(crc, length));
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

        private ReplyStatus Commit(long nowMs)
        {
            byte[] crc = ReadCrc();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            bool isWhole = _upload.IsWhole(crc);
            byte[] record = _upload.Take();
            if (!isWhole)
            {
                // Bytes that are not what was announced must not be resumed: the next upload begins anew.
                return record != null ? ReplyStatus.DigestMismatch : ReplyStatus.NoUpload;
            }

            ProfileStatus status = ProfileFile.Check(record, record.Length);
            if (status != ProfileStatus.Accepted)
            {
                return (ReplyStatus)status;
            }

            byte[] stored = _board.Profiles.LoadBytes();
            if (stored != null && stored.Length == record.Length && PackageFiles.IsSame(stored, record, record.Length))
            {
                return ReplyStatus.Unchanged;
            }

            // The job would not come up under the new profile, and nobody would hear of it before the next look.
            JobSlot hasty = TooOftenFor(record);
            if (hasty != null)
            {
                _writer.Name(hasty.Package.JobName);
                _writer.U32((uint)WakePeriod.ShortestMs(hasty.Package));
                _writer.U32((uint)ProfileLimits.SleepPeriodMinMs);
                return (ReplyStatus)ProfileStatus.JobTooOften;
            }

            if (!_board.Profiles.Save(record, record.Length))
            {
                _board.Log.Write(nowMs, LogLevel.Error, "the store refused a new profile");
                return ReplyStatus.StorageFailed;
            }

            // So that the restart counts as one: a start writes nothing, and without a record of this one the next would have its number.
            if (!_board.Records.CommitState(nowMs))
            {
                _board.Log.Write(nowMs, LogLevel.Warning, "the store refused the board's state");
            }

            _board.Log.Write(nowMs, LogLevel.Note, "a new profile is stored; restart");
            _board.IsRestartAsked = true;
            return ReplyStatus.Done;
        }

        /// <summary>The first job that may not stay where this profile lets the board sleep; null where all may.</summary>
        private JobSlot TooOftenFor(byte[] record)
        {
            bool sleeps = ProfileCodec.TryRead(record, record.Length, out ProfileStatus _).Sleeps;
            for (int j = 0; j < _board.Jobs.Count && sleeps; j++)
            {
                JobSlot job = _board.Jobs.JobAt(j);
                if (WakePeriod.ShortestMs(job.Package) < ProfileLimits.SleepPeriodMinMs)
                {
                    return job;
                }
            }

            return null;
        }

        /// <summary>Request: offset u16. Reply: total length u16, then bytes of the redacted record from there on.</summary>
        private ReplyStatus Read()
        {
            int offset = _reader.U16();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            if (offset == 0 || _redacted == null)
            {
                byte[] record = _board.Profiles.LoadBytes();
                if (record == null)
                {
                    return ReplyStatus.NoProfile;
                }

                _redacted = new byte[record.Length];
                _redactedLength = ProfileCodec.Redact(record, record.Length, _redacted);
            }

            int left = _redactedLength - offset;
            int room = FrameFormat.PayloadMax - 3;
            _writer.U16(_redactedLength);
            _writer.Bytes(_redacted, offset, left < 0 ? 0 : left < room ? left : room);
            if (left <= room)
            {
                _redacted = null;
            }

            return ReplyStatus.Done;
        }

        private byte[] ReadCrc()
        {
            byte[] crc = new byte[ProfileCodec.Crc];
            _reader.Bytes(crc, 0, crc.Length);
            return crc;
        }
    }
}
