using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Writes the board's records into the ledger: outcomes of runs, and the state that a later start needs (docs/PROTOCOL.md, "Records").</summary>
    public sealed class BoardRecords
    {
        private const int AlertBytes = RecordSizes.Header + RecordSizes.Crc + 24;
        public const int JobStateBytes = RecordSizes.Header + RecordSizes.Crc + (2 * Sha256.DigestBytes) + Limits.NameLengthMax + 12;

        // Boot with its build, acknowledgement, clock, dropped numbers.
        private const int WaitingBytes = (4 * (RecordSizes.Header + RecordSizes.Crc)) + 64 + 4 + 17 + 9;
        private const int TaskStateHead = RecordSizes.Header + RecordSizes.Crc + 24;

        private readonly Ledger _ledger;
        private readonly BoardClock _clock;
        private readonly BoardConfig _config;
        private readonly JobTable _jobs;
        private bool _isAcknowledgementUnwritten;
        private bool _isClockUnwritten;
        private bool _isFullTold;

        public BoardRecords(Ledger ledger, BoardClock clock, BoardConfig config, JobTable jobs)
        {
            _ledger = ledger;
            _clock = clock;
            _config = config;
            _jobs = jobs;
        }

        /// <summary>Makes room for the largest batch that the active jobs can cause.</summary>
        /// <param name="coming">A job that is about to be added, or null.</param>
        public void Reserve(JobSlot coming)
        {
            int state = StateBytes();
            int largest = 2 * JobStateBytes;
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                largest = LargestBatch(job, largest);
                largest = job.Previous == null ? largest : LargestBatch(job.Previous, largest);
            }

            if (coming != null)
            {
                largest = LargestBatch(coming, largest);
                state += StateBytesInHead(coming);
            }

            _ledger.Reserve(state + largest + 64);
        }

        /// <summary>The most that one close brings for a job: its descriptor, or what a task reports.</summary>
        private static int LargestBatch(JobSlot job, int largest)
        {
            int descriptor = RecordSizes.Header + RecordSizes.Crc + Sha256.DigestBytes + job.Package.Length + (2 * JobStateBytes);
            largest = descriptor > largest ? descriptor : largest;
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                TaskPlan plan = job.Tasks[t].Plan;
                int bytes = RecordSizes.Header + RecordSizes.Crc + plan.ReportBytesMax + (AlertBytes * plan.AlertCount) + StateBytesOf(job.Tasks[t]) + JobStateBytes;
                largest = bytes > largest ? bytes : largest;
            }

            return largest;
        }

        /// <summary>What the segment head takes at most.</summary>
        private int StateBytes()
        {
            int bytes = 64 + 64 + WaitingBytes;
            for (int j = 0; j < _jobs.Count; j++)
            {
                bytes += StateBytesInHead(_jobs.JobAt(j));
            }

            return bytes;
        }

        private static int StateBytesInHead(JobSlot job)
        {
            int bytes = StateBytesOf(job) + job.Package.Length + Sha256.DigestBytes + RecordSizes.Header + RecordSizes.Crc;
            return bytes + (job.Previous == null ? 0 : StateBytesOf(job.Previous));
        }

        private static int StateBytesOf(JobSlot job)
        {
            int bytes = JobStateBytes;
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                bytes += StateBytesOf(job.Tasks[t]);
            }

            return bytes;
        }

        /// <summary>Begins a batch: a segment with everything that a start needs, where the batch would not fit the open one, and what waited for a close of others.</summary>
        public void BeginBatch(int batchBytes, long nowMs)
        {
            bool opens = _ledger.WantsState(batchBytes + WaitingBytes);
            if (opens)
            {
                WriteState(nowMs);
            }

            if (!_ledger.HasCommitted)
            {
                Boot(nowMs);
            }

            if (_isAcknowledgementUnwritten && !opens)
            {
                Acknowledged(nowMs);
            }

            if (_isClockUnwritten && !opens)
            {
                ClockSync(nowMs);
            }
        }

        private void WriteState(long nowMs)
        {
            _ledger.WriteSnapshot(nowMs, _clock.Quality);
            ClockSync(nowMs);
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                if (job.Previous != null)
                {
                    JobStateOf(job.Previous, nowMs);
                    TaskStates(job.Previous, nowMs);
                }

                JobStateOf(job, nowMs);
                Descriptor(job, nowMs);
                TaskStates(job, nowMs);
            }
        }

        private void TaskStates(JobSlot job, long nowMs)
        {
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                TaskState(job, job.Tasks[t], nowMs);
            }
        }

        /// <summary>Commits what was written.</summary>
        public bool Commit(bool mayUseReserve, long nowMs)
        {
            bool isKept = _ledger.Commit(mayUseReserve, nowMs, _clock.Quality);
            _isAcknowledgementUnwritten &= !isKept;
            _isClockUnwritten &= !isKept;
            return isKept;
        }

        /// <summary>Lets go of what was written and not committed: its numbers are used again.</summary>
        public void ForgetBatch()
        {
            _ledger.ForgetBatch();
        }

        /// <summary>True where a batch that could not be kept may be found whole by a restart.</summary>
        public bool MayReappear
        {
            get { return _ledger.MayReappear; }
        }

        /// <summary>Commits what waits for a batch of others, and all state where a segment has to begin.</summary>
        public bool CommitState(long nowMs)
        {
            BeginBatch(0, nowMs);
            return Commit(true, nowMs);
        }

        /// <summary>Takes note of an acknowledgement; it is written with the next batch. Lost with the power, it only makes the receiver see records again.</summary>
        public void NoteAcknowledgement()
        {
            _isAcknowledgementUnwritten = true;
        }

        /// <summary>Takes note of a step of the clock that places no record written before: it is written with the next batch.</summary>
        public void NoteClock()
        {
            _isClockUnwritten = true;
        }

        /// <summary>A start of the board: build, as text.</summary>
        private void Boot(long nowMs)
        {
            _ledger.Begin();
            _ledger.Writer.Text(_config.Build);
            _ledger.End(RecordType.Boot, nowMs, _clock.Quality);
        }

        /// <summary>Places this boot's monotonic time in UTC; nothing while the clock is unknown.</summary>
        private void ClockSync(long nowMs)
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

        /// <summary>State, digest and name of a job, its trial and the version set aside; the last one of a name counts.</summary>
        public void JobStateOf(JobSlot job, long nowMs)
        {
            _ledger.Begin();
            ByteWriter writer = _ledger.Writer;
            writer.U8((int)job.State);
            writer.Bytes(job.Digest, 0, Sha256.DigestBytes);
            writer.Name(job.Package.JobName);
            writer.U8(job.TrialRunsLeft);
            job.Aside.Write(writer);
            writer.U8(job.Previous == null ? 0 : 1);
            if (job.Previous != null)
            {
                writer.Bytes(job.Previous.Digest, 0, Sha256.DigestBytes);
            }

            _ledger.End(RecordType.JobState, nowMs, _clock.Quality);
        }

        /// <summary>Everything up to a record was acknowledged.</summary>
        private void Acknowledged(long nowMs)
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
            bool isTrial = run.Job.State == JobState.Trial;
            if (!run.HasReport && !hasAlerts && !run.MemoryChanged && !isTrial)
            {
                return true;
            }

            TaskPlan plan = task.Plan;
            BeginBatch(RecordSizes.Header + RecordSizes.Crc + plan.ReportBytesMax + (AlertBytes * plan.AlertCount) + StateBytesOf(task) + JobStateBytes, nowMs);
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

            if (isTrial)
            {
                run.Job.TrialRunsLeft--;
                run.Job.State = run.Job.TrialRunsLeft == 0 ? JobState.Confirmed : JobState.Trial;
                JobStateOf(run.Job, nowMs);
            }

            if (Commit(hasAlerts, nowMs))
            {
                _isFullTold = false;
                return true;
            }

            if (isTrial)
            {
                run.Job.TrialRunsLeft++;
                run.Job.State = JobState.Trial;
            }

            TellFull(nowMs);
            run.Forget();
            return false;
        }

        /// <summary>The first result that finds no room is named at once, out of the reserve; those after it by whatever is kept next.</summary>
        private void TellFull(long nowMs)
        {
            if (!_isFullTold && !_ledger.MayReappear)
            {
                _isFullTold = true;
                CommitState(nowMs);
            }
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
