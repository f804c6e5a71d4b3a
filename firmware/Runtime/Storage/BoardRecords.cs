using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Writes the board's records into the ledger: outcomes of runs, and the state that a later start needs (docs/PROTOCOL.md, "Records").</summary>
    public sealed class BoardRecords
    {
        private const int AlertBytes = RecordSizes.Header + RecordSizes.Crc + 24;
        private const int TaskStateHead = RecordSizes.Header + RecordSizes.Crc + 24;

        private readonly Ledger _ledger;
        private readonly BoardClock _clock;
        private readonly BoardConfig _config;
        private readonly JobTable _jobs;

        public BoardRecords(Ledger ledger, BoardClock clock, BoardConfig config, JobTable jobs)
        {
            _ledger = ledger;
            _clock = clock;
            _config = config;
            _jobs = jobs;
        }

        /// <summary>Makes room for the largest batch that the active jobs can cause.</summary>
        public void Reserve()
        {
            int state = StateBytes();
            int largest = RecordSizes.Header + RecordSizes.Crc + Sha256.DigestBytes + Limits.PackageBytesMax;
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    TaskPlan plan = job.Tasks[t].Plan;
                    int bytes = RecordSizes.Header + RecordSizes.Crc + plan.ReportBytesMax + (AlertBytes * plan.AlertCount) + StateBytesOf(job.Tasks[t]);
                    largest = bytes > largest ? bytes : largest;
                }
            }

            _ledger.Reserve(state + largest + 64);
        }

        /// <summary>What the segment head takes at most.</summary>
        private int StateBytes()
        {
            int bytes = 64 + 64;
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                bytes += 64 + Limits.NameLengthMax + job.Package.Length + Sha256.DigestBytes + RecordSizes.Header + RecordSizes.Crc;
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    bytes += StateBytesOf(job.Tasks[t]);
                }
            }

            return bytes;
        }

        /// <summary>Begins a segment with everything that a start needs, where the next batch would not fit the open one.</summary>
        public void HeadSegment(int batchBytes, long nowMs)
        {
            if (!_ledger.WantsState(batchBytes))
            {
                return;
            }

            _ledger.WriteSnapshot(nowMs, _clock.Quality);
            ClockSync(nowMs);
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                JobStateOf(job, nowMs);
                Descriptor(job, nowMs);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    TaskState(job, job.Tasks[t], nowMs);
                }
            }
        }

        /// <summary>Commits what was written.</summary>
        public bool Commit(bool mayUseReserve, long nowMs)
        {
            return _ledger.Commit(mayUseReserve, nowMs, _clock.Quality);
        }

        /// <summary>A start of the board: build, as text.</summary>
        public void Boot(long nowMs)
        {
            _ledger.Begin();
            _ledger.Writer.Text(_config.Build);
            _ledger.End(RecordType.Boot, nowMs, _clock.Quality);
        }

        /// <summary>Places this boot's monotonic time in UTC; nothing while the clock is unknown.</summary>
        public void ClockSync(long nowMs)
        {
            if (!_clock.IsKnown)
            {
                return;
            }

            _ledger.Begin();
            _ledger.Writer.U32(_ledger.Boot);
            _ledger.Writer.U48(nowMs);
            _ledger.Writer.U48(_clock.BoardTime(nowMs));
            _ledger.Writer.U8((int)_clock.Quality);
            _ledger.End(RecordType.ClockSync, nowMs, _clock.Quality);
        }

        /// <summary>Digest and package: what receivers need to name a report's fields.</summary>
        public void Descriptor(JobSlot job, long nowMs)
        {
            _ledger.Begin();
            _ledger.Writer.Bytes(job.Digest, 0, Sha256.DigestBytes);
            _ledger.Writer.Bytes(job.Package.Bytes, 0, job.Package.Length);
            _ledger.End(RecordType.Descriptor, nowMs, _clock.Quality);
        }

        /// <summary>State, digest and name of a job; the last one of a name counts.</summary>
        public void JobStateOf(JobSlot job, long nowMs)
        {
            _ledger.Begin();
            _ledger.Writer.U8((int)job.State);
            _ledger.Writer.Bytes(job.Digest, 0, Sha256.DigestBytes);
            _ledger.Writer.Name(job.Package.JobName);
            _ledger.End(RecordType.JobState, nowMs, _clock.Quality);
        }

        /// <summary>Everything up to a record was acknowledged.</summary>
        public void Acknowledged(long nowMs)
        {
            _ledger.Begin();
            _ledger.Writer.U32(_ledger.AcknowledgedTo);
            _ledger.End(RecordType.Acknowledged, nowMs, _clock.Quality);
        }

        /// <summary>Sequence, last sent values and alert states of a task.</summary>
        public void TaskState(JobSlot job, TaskSlot task, long nowMs)
        {
            _ledger.Begin();
            ByteWriter writer = _ledger.Writer;
            writer.Bytes(job.Digest, 0, ReportWriter.DigestBytes);
            writer.U8(task.Number);
            writer.U32(task.Sequence);
            writer.U8(task.HasSent ? 1 : 0);
            writer.U48(task.LastSentMs);
            for (int a = 0; a < task.IsRaised.Length; a++)
            {
                writer.Varint((task.HeldRuns[a] << 1) | (task.IsRaised[a] ? 1 : 0));
            }

            writer.Varint(task.HasSent ? task.SentCount : 0);
            for (int i = 0; task.HasSent && i < task.SentCount; i++)
            {
                SentValueCode.Write(writer, task.SentValues[i], task.SentKinds[i]);
            }

            _ledger.End(RecordType.TaskState, nowMs, _clock.Quality);
        }

        /// <summary>Commits everything that one finished run yields: report, alerts, changed state.</summary>
        /// <returns>False where it was dropped.</returns>
        public bool Outcome(TaskRun run, long nowMs)
        {
            TaskSlot task = run.Task;
            bool hasAlerts = run.RaisedMask != 0 || run.ClearedMask != 0;
            if (!run.HasReport && !hasAlerts && !run.MemoryChanged)
            {
                return true;
            }

            TaskPlan plan = task.Plan;
            HeadSegment(RecordSizes.Header + RecordSizes.Crc + plan.ReportBytesMax + (AlertBytes * plan.AlertCount) + StateBytesOf(task), nowMs);
            long ageMs = nowMs - _clock.Monotonic(run.DueMs);
            if (run.HasReport)
            {
                Report(run, ageMs);
                task.Sequence++;
                _ledger.End(RecordType.Report, nowMs, _clock.Quality);
            }

            for (int a = 0; a < plan.AlertCount; a++)
            {
                bool raised = (run.RaisedMask & (1 << a)) != 0;
                if (raised || (run.ClearedMask & (1 << a)) != 0)
                {
                    _ledger.Begin();
                    ReportWriter.Head(_ledger.Writer, run.Job.Digest, task.Number, ageMs);
                    _ledger.Writer.U8(a);
                    _ledger.Writer.U8(raised ? 1 : 0);
                    _ledger.End(RecordType.Alert, nowMs, _clock.Quality);
                }
            }

            if (run.MemoryChanged)
            {
                TaskState(run.Job, task, nowMs);
            }

            return Commit(hasAlerts, nowMs);
        }

        private void Report(TaskRun run, long ageMs)
        {
            _ledger.Begin();
            ByteWriter writer = _ledger.Writer;
            TaskPlan plan = run.Task.Plan;
            JobPackage package = run.Job.Package;
            ReportWriter.Head(writer, run.Job.Digest, run.Task.Number, ageMs);
            writer.Varint(run.Task.Sequence);
            writer.Varint(WindowMs(run));
            writer.Varint(_config.Channels.Revision);
            writer.U32(_config.Channels.Crc);
            int mark = writer.Position;
            int channels = 0;
            writer.U8(0);
            for (int c = 0; c < package.ChannelCount; c++)
            {
                if ((plan.ChannelMask & (1 << c)) != 0)
                {
                    writer.Varint(run.ExpectedOf(c));
                    writer.Varint(run.ValidCountOf(c));
                    channels++;
                }
            }

            writer.Buffer[mark] = (byte)channels;
            writer.U8(run.Fields.Count);
            for (int f = 0; f < run.Fields.Count; f++)
            {
                int slot = run.Fields.SlotOf(f);
                int bins = run.Fields.BinsOf(f);
                if (bins != 0)
                {
                    ReportWriter.Array(writer, run.Values, run.Kinds, slot, bins);
                }
                else
                {
                    ReportWriter.Field(writer, run.Values[slot], run.Kinds[slot]);
                }
            }
        }

        /// <summary>Length of the window: as the task says, or the kept slots so far.</summary>
        private static long WindowMs(TaskRun run)
        {
            TaskPlan plan = run.Task.Plan;
            if (plan.Window == WindowKind.Duration)
            {
                return plan.WindowLength;
            }

            if (plan.Window == WindowKind.Samples)
            {
                return plan.WindowLength * plan.SharedPeriodMs;
            }

            long longest = 0;
            for (int c = 0; c < run.Job.Package.ChannelCount; c++)
            {
                if ((plan.ChannelMask & (1 << c)) != 0)
                {
                    long length = (long)run.ExpectedOf(c) * run.Job.Package.Channels[c].PeriodMs;
                    longest = length > longest ? length : longest;
                }
            }

            return longest;
        }

        private static int StateBytesOf(TaskSlot task)
        {
            int bytes = (3 * task.IsRaised.Length) + (9 * task.SentValues.Length);
            return TaskStateHead + (bytes < RecordSizes.PayloadMax ? bytes : RecordSizes.PayloadMax);
        }
    }
}
