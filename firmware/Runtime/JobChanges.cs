using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Changes the set of jobs: one ledger record makes each change, so that after a power cut the set is the old one or the new one (DECISIONS 44).</summary>
    /// <remarks>
    /// A package is stored first, then named by a record; one that no record names is deleted after the next change that is kept. A new version is on trial for
    /// <see cref="TrialRuns"/> runs, and until then its confirmed predecessor stays at hand.
    /// </remarks>
    public sealed class JobChanges
    {
        /// <summary>Runs without an engine fault that confirm a new version.</summary>
        public const int TrialRuns = 3;

        /// <summary>Engine faults after which a version is set aside.</summary>
        public const int FaultsMax = 3;

        private readonly JobTable _jobs;
        private readonly BoardRecords _records;
        private readonly PackageFiles _files;
        private readonly Scheduler _scheduler;
        private readonly Runner _runner;
        private readonly BoardClock _clock;

        public JobChanges(JobTable jobs, BoardRecords records, PackageFiles files, Scheduler scheduler, Runner runner, BoardClock clock)
        {
            _jobs = jobs;
            _records = records;
            _files = files;
            _scheduler = scheduler;
            _runner = runner;
            _clock = clock;
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
            JobSlot job = null;
            PackageStatus status;
            try
            {
                status = Prepare(bytes, force, statedSteps, out job, out isUnchanged);
            }
            catch (System.OutOfMemoryException)
            {
                job = null;
                status = PackageStatus.HeapFull;    // everything that a job takes is taken before anything is changed
            }

            if (status == PackageStatus.Accepted && !isUnchanged)
            {
                int replaced = _jobs.IndexOf(job.Package.JobName);
                status = Activate(job, replaced < 0 ? null : _jobs.JobAt(replaced), replaced, nowMs);
            }

            _jobs.ForgetRoom();
            return status;
        }

        /// <summary>Everything that can refuse a package, all the memory that its job takes, and the package's file; nothing is changed.</summary>
        private PackageStatus Prepare(byte[] bytes, bool force, int statedSteps, out JobSlot job, out bool isUnchanged)
        {
            isUnchanged = false;
            _jobs.TakeMemory();
            byte[] digest = Sha256.Of(bytes, 0, bytes.Length);
            job = _jobs.TryLoad(bytes, digest, out PackageStatus status);
            if (job == null)
            {
                return status;
            }

            int replaced = _jobs.IndexOf(job.Package.JobName);
            JobSlot old = replaced < 0 ? null : _jobs.JobAt(replaced);
            if (old != null && IsSame(old, job) && old.State != JobState.Quarantined)
            {
                isUnchanged = true;
                return PackageStatus.Accepted;
            }

            if (statedSteps != 0 && statedSteps != WorstCaseSteps(job))
            {
                return PackageStatus.CostMismatch;
            }

            status = _jobs.CheckRoom(job);
            if (status != PackageStatus.Accepted)
            {
                return status;
            }

            if (old != null && job.Package.JobVersion < old.Package.JobVersion && !force)
            {
                return PackageStatus.LowerVersion;
            }

            if (!_runner.Reserve(job))
            {
                return PackageStatus.HeapFull;
            }

            _jobs.TakeMemory();
            _records.Reserve(job);
            _jobs.TakeMemory();
            if (!_files.Save(job.Digest, job.Package.Bytes, job.Package.Length))
            {
                return PackageStatus.StorageFailed;
            }

            return PackageStatus.Accepted;
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

        /// <summary>Takes a job out; its package files go, its records stay.</summary>
        /// <returns>False where the change could not be kept: after a restart the job is there again.</returns>
        public bool Remove(int job, long nowMs)
        {
            JobSlot slot = _jobs.JobAt(job);
            _runner.Stop(slot);
            slot.State = JobState.Removed;
            _jobs.Change(null, job, _clock.BoardTime(nowMs));
            bool isKept = Keep(slot, false, null, nowMs) == PackageStatus.Accepted;
            if (isKept)
            {
                _files.DeleteStrangers(_jobs);
            }

            return isKept;
        }

        /// <summary>Pauses or resumes a job; its rings go on being filled.</summary>
        /// <param name="job">Its place.</param>
        /// <param name="isPaused">What it shall be.</param>
        /// <param name="notBeforeMs">Board time of the first run that may follow.</param>
        /// <param name="nowMs">Monotonic time.</param>
        public bool SetPaused(int job, bool isPaused, long notBeforeMs, long nowMs)
        {
            JobSlot slot = _jobs.JobAt(job);
            if (slot.IsPaused == isPaused)
            {
                return true;
            }

            slot.State = isPaused ? JobState.Paused : slot.TrialRunsLeft > 0 ? JobState.Trial : JobState.Confirmed;
            if (isPaused)
            {
                _runner.Stop(slot);
                Scheduler.Withdraw(slot);
            }
            else
            {
                _scheduler.Start(slot, notBeforeMs);
            }

            return Keep(slot, false, null, nowMs) == PackageStatus.Accepted;
        }

        /// <summary>Sets a version aside that faulted too often; its confirmed predecessor returns with all that it remembers, where there is one.</summary>
        /// <returns>False where that one finds no room any more.</returns>
        public bool SetAside(JobSlot bad, long nowMs)
        {
            int at = _jobs.IndexOf(bad.Package.JobName);
            JobSlot good = bad.Previous;
            _runner.Stop(bad);
            Scheduler.Withdraw(bad);
            bad.State = JobState.Quarantined;
            bad.Previous = null;
            if (good == null || _jobs.CheckRoom(good) != PackageStatus.Accepted)
            {
                Keep(bad, false, null, nowMs);
                return good == null;
            }

            good.Aside.CopyFrom(bad.Aside);

            // Kept or not, the version must not run on; unkept, it comes back after a restart, faults again and is set aside again.
            bool isKept = Keep(bad, false, good, nowMs) == PackageStatus.Accepted;
            _jobs.Change(good, at, _clock.BoardTime(nowMs));
            _scheduler.Start(good, _clock.BoardTime(nowMs));
            if (isKept)
            {
                _files.DeleteStrangers(_jobs);
            }

            return true;
        }

        /// <summary>Lets go of the predecessors of versions that have been confirmed.</summary>
        public void DropConfirmedPredecessors()
        {
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                if (job.Previous != null && job.State == JobState.Confirmed)
                {
                    job.Previous = null;
                    _files.DeleteStrangers(_jobs);
                    _runner.Reserve(null);      // gives memory back; where it cannot, what is there is enough
                }
            }
        }

        private PackageStatus Activate(JobSlot job, JobSlot old, int replaced, long nowMs)
        {
            JobSlot good = old == null ? null : old.TrialRunsLeft > 0 || old.State == JobState.Quarantined ? old.Previous : old;
            if (good != null && IsSame(good, job))
            {
                job = good;         // back to the confirmed version: it needs no trial, and its tasks go on counting
                job.State = JobState.Confirmed;
            }
            else
            {
                job.State = JobState.Trial;
                job.TrialRunsLeft = TrialRuns;
                job.Previous = good;
            }

            PackageStatus status = Keep(job, true, null, nowMs);
            if (status != PackageStatus.Accepted)
            {
                // Nothing has changed, the old job runs on. What the store refused may lie there whole all the same: a segment with the old state says that it
                // does not count. Where that is refused too, the package stays for the restart that might find the record that names it.
                if (!_records.MayReappear || _records.CommitState(nowMs))
                {
                    _files.DeleteStrangers(_jobs);
                }

                return status;
            }

            // From here on nothing takes memory that it could not do without.
            if (old != null)
            {
                _runner.Stop(old);
                old.Previous = null;
            }

            _jobs.Change(job, replaced, _clock.BoardTime(nowMs));
            _files.DeleteStrangers(_jobs);
            _scheduler.Start(job, _clock.BoardTime(nowMs));
            return PackageStatus.Accepted;
        }

        /// <summary>Commits what a change makes of jobs.</summary>
        /// <param name="job">Its state.</param>
        /// <param name="isNew">True writes its descriptor too.</param>
        /// <param name="other">One whose state changes with it, or null.</param>
        /// <param name="nowMs">Monotonic time.</param>
        /// <returns>Accepted, or what was missing: then there is no such record.</returns>
        private PackageStatus Keep(JobSlot job, bool isNew, JobSlot other, long nowMs)
        {
            try
            {
                _jobs.TakeMemory();
                _records.BeginBatch(isNew ? RecordSizes.PayloadMax : (other == null ? 1 : 2) * BoardRecords.JobStateBytes, nowMs);
                if (isNew)
                {
                    _records.Descriptor(job, nowMs);
                }

                _records.JobStateOf(job, nowMs);
                if (other != null)
                {
                    _records.JobStateOf(other, nowMs);
                }

                return _records.Commit(true, nowMs) ? PackageStatus.Accepted : PackageStatus.StorageFailed;
            }
            catch (System.OutOfMemoryException)
            {
                _records.ForgetBatch();
                return PackageStatus.HeapFull;
            }
        }

        private static bool IsSame(JobSlot a, JobSlot b)
        {
            return PackageFiles.IsSame(a.Digest, b.Digest, Sha256.DigestBytes);
        }
    }
}
