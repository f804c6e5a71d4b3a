using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>One board: samples, runs jobs, keeps records, answers its links. Driven by <see cref="Step"/>, without threads of its own.</summary>
    public sealed class Board
    {
        private const int FaultsToQuarantine = 3;

        private readonly Sampler _sampler;
        private readonly Scheduler _scheduler;
        private readonly TaskRun _run = new TaskRun();
        private readonly PackageFiles _files;
        private readonly BoardRecovery _recovery;
        private readonly LinkSession[] _sessions;
        private readonly int[] _faults = new int[Limits.BoardJobsMax];
        private bool _isRunning;
        private long _nextEventMs;
        private long _latestMs = long.MinValue;

        public readonly BoardConfig Config;
        public readonly BoardClock Clock = new BoardClock();
        public readonly RingTable Rings;
        public readonly JobTable Jobs;
        public readonly Ledger Ledger;
        public readonly BoardRecords Records;

        /// <summary>Engine faults since start; a fault is a defect of ours, data has none.</summary>
        public int FaultCount;

        /// <summary>Runs finished since start.</summary>
        public int RunCount;

        /// <summary>Builds a board over its hardware and restores what the store holds.</summary>
        /// <param name="config">Identity, channels, memory.</param>
        /// <param name="adc">Analog inputs, by place in the channel table.</param>
        /// <param name="store">Files.</param>
        /// <param name="links">Byte streams to clients; may be empty.</param>
        /// <param name="tap">Sees committed records, or null.</param>
        /// <param name="nowMs">Monotonic time of the start.</param>
        public Board(BoardConfig config, IAdc adc, IStore store, IByteLink[] links, IRecordTap tap, long nowMs)
        {
            Config = config;
            config.Channels.WriteRecord(new byte[ChannelTable.RecordBytesMax]);
            _sampler = new Sampler(adc);
            Rings = new RingTable(config.ArenaBytes);
            Jobs = new JobTable(config, Rings);
            Ledger = new Ledger(store, tap, config.LedgerBytesMax, config.SegmentBytes);
            Records = new BoardRecords(Ledger, Clock, config, Jobs);
            _files = new PackageFiles(store);
            _scheduler = new Scheduler(Jobs, config.BoardId);
            _recovery = new BoardRecovery(Jobs, _files);
            Ledger.Recover(_recovery, config.EpochSeed);
            _recovery.Activate(Clock.BoardTime(nowMs));
            AfterChange(nowMs);
            for (int j = 0; j < Jobs.Count; j++)
            {
                _scheduler.Start(Jobs.JobAt(j), Clock.BoardTime(nowMs));
            }

            Records.HeadSegment(64, nowMs);
            Records.Boot(nowMs);
            Records.Commit(true, nowMs);
            _sessions = new LinkSession[links.Length];
            for (int i = 0; i < links.Length; i++)
            {
                _sessions[i] = new LinkSession(this, links[i]);
            }
        }

        /// <summary>True between the first and the last instruction of a run.</summary>
        public bool IsBusy
        {
            get { return _isRunning; }
        }

        public int AdcFailureCount
        {
            get { return _sampler.FailureCount; }
        }

        /// <summary>Does what is due: samples first, then link requests, then one instruction of a run.</summary>
        /// <param name="nowMs">Monotonic time, never backwards.</param>
        /// <returns>Monotonic time at which there is something to do again; now, where there is already.</returns>
        public long Step(long nowMs)
        {
            long boardTimeMs = Clock.BoardTime(nowMs);
            if (boardTimeMs >= _nextEventMs)
            {
                Sample(boardTimeMs);
            }

            bool isBusy = false;
            for (int i = 0; i < _sessions.Length; i++)
            {
                isBusy |= _sessions[i].Step(nowMs);
            }

            boardTimeMs = Clock.BoardTime(nowMs);
            if (_isRunning || _scheduler.TakeDue())
            {
                StepRun(nowMs);
                isBusy = true;
            }

            if (isBusy || _nextEventMs <= boardTimeMs)
            {
                return nowMs;
            }

            return _nextEventMs == TaskSlot.Never ? TaskSlot.Never : Clock.Monotonic(_nextEventMs);
        }

        /// <summary>Reads, verifies, stores and activates a package in place of the job of its name.</summary>
        /// <param name="bytes">The package; the board keeps the array.</param>
        /// <param name="force">True accepts a lower version.</param>
        /// <param name="statedSteps">Worst-case steps of the dearest task as the compiler stated them; 0 where it did not.</param>
        /// <param name="nowMs">Monotonic time.</param>
        /// <param name="isUnchanged">True where the same package was active.</param>
        public PackageStatus Deploy(byte[] bytes, bool force, int statedSteps, long nowMs, out bool isUnchanged)
        {
            isUnchanged = false;
            byte[] digest = Sha256.Of(bytes, 0, bytes.Length);
            JobSlot job = Jobs.TryLoad(bytes, digest, out PackageStatus status);
            if (job == null)
            {
                return status;
            }

            int replaced = Jobs.IndexOf(job.Package.JobName);
            if (replaced >= 0)
            {
                JobSlot old = Jobs.JobAt(replaced);
                if (PackageFiles.IsSame(old.Digest, digest, Sha256.DigestBytes) && old.State != JobState.Quarantined)
                {
                    isUnchanged = true;
                    return PackageStatus.Accepted;
                }
            }

            if (statedSteps != 0 && statedSteps != WorstCaseSteps(job))
            {
                return PackageStatus.CostMismatch;
            }

            status = Jobs.CheckRoom(job);
            if (status != PackageStatus.Accepted)
            {
                return status;
            }

            if (replaced >= 0 && job.Package.JobVersion < Jobs.JobAt(replaced).Package.JobVersion && !force)
            {
                return PackageStatus.LowerVersion;
            }

            return Activate(job, replaced, nowMs);
        }

        /// <summary>Worst case of a job's dearest task, in steps: the figure that both ends compare.</summary>
        public static int WorstCaseSteps(JobSlot job)
        {
            int worst = 0;
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                int steps = job.Tasks[t].Plan.WorstCaseSteps;
                worst = steps > worst ? steps : worst;
            }

            return worst;
        }

        /// <summary>Takes a job out; its package file goes, its records stay.</summary>
        public bool Remove(int job, long nowMs)
        {
            JobSlot slot = Jobs.JobAt(job);
            StopRun(slot);
            slot.State = JobState.Removed;
            Jobs.Change(null, job, Clock.BoardTime(nowMs));
            Records.HeadSegment(128, nowMs);
            Records.JobStateOf(slot, nowMs);
            bool kept = Records.Commit(true, nowMs);
            _files.Delete(slot.Digest);
            AfterChange(nowMs);
            return kept;
        }

        /// <summary>Pauses or resumes a job; its rings go on being filled.</summary>
        public bool SetPaused(int job, bool isPaused, long nowMs)
        {
            JobSlot slot = Jobs.JobAt(job);
            if (slot.IsPaused == isPaused)
            {
                return true;
            }

            slot.State = isPaused ? JobState.Paused : JobState.Confirmed;
            if (isPaused)
            {
                StopRun(slot);
                for (int t = 0; t < slot.Tasks.Length; t++)
                {
                    slot.Tasks[t].IsDue = false;
                }
            }
            else
            {
                // After a step back the due times up to the old clock's have run; a pause does not bring them back.
                long boardTimeMs = Clock.BoardTime(nowMs);
                _scheduler.Start(slot, _latestMs >= boardTimeMs ? _latestMs + 1 : boardTimeMs);
            }

            _nextEventMs = 0;
            Records.HeadSegment(128, nowMs);
            Records.JobStateOf(slot, nowMs);
            return Records.Commit(true, nowMs);
        }

        /// <summary>Makes a job's tasks due now.</summary>
        public void Demand(int job, long nowMs)
        {
            _scheduler.Demand(Jobs.JobAt(job), Clock.BoardTime(nowMs));
        }

        /// <summary>Sets the clock (DECISIONS 20, 21): a sync record places this boot; a step back clears the rings, a step forward leaves gaps.</summary>
        /// <remarks>Due times that a step forward passes give one run, like those of a sleep; those that a step back repeats give none.</remarks>
        public void SetClock(long utcMs, ClockQuality quality, long nowMs)
        {
            bool wasKnown = Clock.IsKnown;
            long oldTimeMs = Clock.BoardTime(nowMs);
            long stepMs = utcMs - oldTimeMs;
            if (!wasKnown || stepMs < 0)
            {
                FinishRuns(nowMs);
            }

            Clock.OffsetMs = utcMs - nowMs;
            Clock.Quality = quality;
            for (int r = 0; r < Rings.Count; r++)
            {
                SampledRing ring = Rings.RingAt(r);
                long instantMs = ring.NextInstantMs;
                if (ClockStep.Apply(ring, wasKnown, stepMs, oldTimeMs, utcMs))
                {
                    _scheduler.MoveCounts(ring, ring.NextInstantMs - instantMs);
                }
            }

            FollowClock(wasKnown, oldTimeMs, utcMs);
            _nextEventMs = 0;
            Records.HeadSegment(64, nowMs);
            Records.ClockSync(nowMs);
            Records.Commit(true, nowMs);
        }

        /// <summary>Takes the receiver's word that everything up to a record is safe.</summary>
        public bool Acknowledge(uint upTo, long nowMs)
        {
            uint before = Ledger.AcknowledgedTo;
            Ledger.Acknowledge(upTo);
            if (Ledger.AcknowledgedTo == before)
            {
                return true;
            }

            Records.HeadSegment(32, nowMs);
            Records.Acknowledged(nowMs);
            return Records.Commit(true, nowMs);
        }

        private PackageStatus Activate(JobSlot job, int replaced, long nowMs)
        {
            if (!_files.Save(job.Digest, job.Package.Bytes, job.Package.Length))
            {
                return PackageStatus.StorageFailed;
            }

            JobSlot old = replaced >= 0 ? Jobs.JobAt(replaced) : null;
            bool isSameFile = old != null && PackageFiles.IsSame(old.Digest, job.Digest, Sha256.DigestBytes);
            job.State = JobState.Confirmed;
            Records.HeadSegment(RecordSizes.PayloadMax, nowMs);
            Records.Descriptor(job, nowMs);
            Records.JobStateOf(job, nowMs);
            if (!Records.Commit(true, nowMs))
            {
                // Nothing has changed yet: the old job runs on, now and after a restart.
                if (!isSameFile)
                {
                    _files.Delete(job.Digest);
                }

                return PackageStatus.StorageFailed;
            }

            if (old != null)
            {
                StopRun(old);
            }

            Jobs.Change(job, replaced, Clock.BoardTime(nowMs));
            AfterChange(nowMs);
            if (old != null && !isSameFile)
            {
                _files.Delete(old.Digest);
            }

            _scheduler.Start(job, Clock.BoardTime(nowMs));
            return PackageStatus.Accepted;
        }

        /// <summary>What was due under the old clock is answered under it: its windows and its records know no other.</summary>
        private void FinishRuns(long nowMs)
        {
            while (_isRunning || _scheduler.TakeDue())
            {
                StepRun(nowMs);
            }
        }

        private void FollowClock(bool wasKnown, long oldTimeMs, long utcMs)
        {
            if (!wasKnown)
            {
                MoveLastSent(oldTimeMs, utcMs - oldTimeMs);
                _scheduler.Restart(utcMs);
                return;
            }

            _latestMs = oldTimeMs > _latestMs ? oldTimeMs : _latestMs;
            if (_latestMs - utcMs >= ClockStep.SmallMs)
            {
                // The old clock was so wrong that waiting for it would silence the board.
                _latestMs = long.MinValue;
                _scheduler.Restart(utcMs);
            }
        }

        /// <summary>Reports of this boot keep their distance when time since boot becomes UTC.</summary>
        private void MoveLastSent(long oldTimeMs, long stepMs)
        {
            for (int j = 0; j < Jobs.Count; j++)
            {
                JobSlot job = Jobs.JobAt(j);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    TaskSlot task = job.Tasks[t];
                    task.LastSentMs += task.HasSent && task.LastSentMs <= oldTimeMs ? stepMs : 0;
                }
            }
        }

        private void AfterChange(long nowMs)
        {
            int values = 0;
            for (int j = 0; j < Jobs.Count; j++)
            {
                JobSlot job = Jobs.JobAt(j);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    int count = job.Tasks[t].Plan.ValueCount + job.Tasks[t].Plan.FieldCount;
                    values = count > values ? count : values;
                }
            }

            for (int j = 0; j < Limits.BoardJobsMax; j++)
            {
                _faults[j] = 0;     // jobs have other places now
            }

            _run.Reserve(values);
            Records.Reserve();
            _nextEventMs = 0;
        }

        private void Sample(long boardTimeMs)
        {
            long next = TaskSlot.Never;
            for (int r = 0; r < Rings.Count; r++)
            {
                SampledRing ring = Rings.RingAt(r);
                if (ring.NextInstantMs <= boardTimeMs)
                {
                    _sampler.Sample(ring, boardTimeMs);
                }

                next = ring.NextInstantMs < next ? ring.NextInstantMs : next;
            }

            long due = _scheduler.Mark(boardTimeMs);
            _nextEventMs = due < next ? due : next;
        }

        private void StepRun(long nowMs)
        {
            if (!_isRunning)
            {
                _run.Begin(_scheduler.Job, _scheduler.Task, _scheduler.Task.DueMs);
                _isRunning = true;
            }

            RunStatus status = _run.Step();
            if (status == RunStatus.More)
            {
                return;
            }

            _isRunning = false;
            RunCount++;
            if (status == RunStatus.Done)
            {
                Records.Outcome(_run, nowMs);
                return;
            }

            FaultCount++;
            int job = Jobs.IndexOf(_run.Job.Package.JobName);
            if (job >= 0 && ++_faults[job] == FaultsToQuarantine)
            {
                _run.Job.State = JobState.Quarantined;
                Records.HeadSegment(128, nowMs);
                Records.JobStateOf(_run.Job, nowMs);
                Records.Commit(true, nowMs);
            }
        }

        private void StopRun(JobSlot job)
        {
            if (_isRunning && _run.Job == job)
            {
                _isRunning = false;
            }
        }
    }
}
