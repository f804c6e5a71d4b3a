using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The active jobs of a board, in the order of their activation, and whether one more fits.</summary>
    public sealed class JobTable
    {
        private readonly BoardConfig _config;
        private readonly RingTable _rings;
        private readonly JobSlot[] _jobs = new JobSlot[Limits.BoardJobsMax];

        public int Count;

        /// <summary>The two figures behind the last refusal: what was asked for, and what there is.</summary>
        public int RefusedNeed;
        public int RefusedLimit;

        public JobTable(BoardConfig config, RingTable rings)
        {
            _config = config;
            _rings = rings;
#if !NANOFRAMEWORK_1_0
            rings.TakesMemory = config.TakesMemory;
#endif
        }

        public JobSlot JobAt(int index)
        {
            return _jobs[index];
        }

        /// <summary>Place of a job, or -1.</summary>
        public int IndexOf(string name)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_jobs[i].Package.JobName == name)
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>Reads and verifies package bytes and binds them to this board's channels; nothing is changed.</summary>
        /// <param name="bytes">The package; the slot keeps the array.</param>
        /// <param name="digest">Its SHA-256.</param>
        /// <param name="status">Why not, where the result is null.</param>
        public JobSlot TryLoad(byte[] bytes, byte[] digest, out PackageStatus status)
        {
            RefusedNeed = 0;
            RefusedLimit = 0;
            JobPackage package = new JobPackage();
            status = new PackageReader().Read(bytes, bytes.Length, package);
            if (status != PackageStatus.Accepted)
            {
                return null;
            }

            int[] boardChannels = new int[package.ChannelCount];
            int bent = 0;
            for (int c = 0; c < package.ChannelCount; c++)
            {
                boardChannels[c] = _config.Channels.IndexOf(package.Channels[c].Name);
                if (boardChannels[c] < 0)
                {
                    status = PackageStatus.UnknownChannel;
                    RefusedNeed = c;
                    return null;
                }

                BoardChannel channel = _config.Channels.Channels[boardChannels[c]];
                if (package.Channels[c].Unit != null && package.Channels[c].Unit != channel.Unit)
                {
                    status = PackageStatus.UnitMismatch;
                    RefusedNeed = c;
                    return null;
                }

                bent |= channel.Calibration.IsBent ? 1 << c : 0;
            }

            TakeMemory();
            status = new PackageVerifier().Check(package, bent);      // 5 KB that a board has no use for between two deployments
            if (status != PackageStatus.Accepted)
            {
                return null;
            }

            JobSlot slot = new JobSlot(package, digest);
            System.Array.Copy(boardChannels, slot.BoardChannels, boardChannels.Length);
            slot.Bind(_config.Channels);
            slot.Spread(_config.BoardId);
            return slot;
        }

        /// <summary>Whether the board could hold a job beside the others, in place of the one of its name; takes what memory <see cref="Change"/> then needs.</summary>
        public PackageStatus CheckRoom(JobSlot job)
        {
            PackageStatus status;
            try
            {
                status = TakeRoom(job);
            }
            catch (System.OutOfMemoryException)
            {
                status = Refuse(PackageStatus.HeapFull, 0, 0);
            }

            if (status != PackageStatus.Accepted)
            {
                ForgetRoom();
            }

            return status;
        }

        /// <summary>Gives back the memory that <see cref="CheckRoom"/> took for a job that was then refused.</summary>
        public void ForgetRoom()
        {
            _rings.ForgetLayout();
        }

        /// <summary>Makes a job that <see cref="CheckRoom"/> has just accepted the newest active one, or takes one out; lays the rings out anew. Allocates nothing.</summary>
        /// <param name="job">The job to add, or null.</param>
        /// <param name="removed">Place of a job to take out, or -1.</param>
        /// <param name="boardTimeMs">Now.</param>
        public void Change(JobSlot job, int removed, long boardTimeMs)
        {
            if (job == null)
            {
                WantRings(null, removed);       // no ring is new and none grows: nothing to reserve
            }

            if (removed >= 0)
            {
                _jobs[removed].ReleaseRings();
                Count--;
                for (int j = removed; j < Count; j++)
                {
                    _jobs[j] = _jobs[j + 1];
                }

                _jobs[Count] = null;
            }

            _rings.Apply(boardTimeMs);
            if (job != null)
            {
                _jobs[Count++] = job;
                BindRings(job);
            }
        }

        /// <summary>Says that a deployment is about to take memory; nothing on the device.</summary>
        public void TakeMemory()
        {
#if !NANOFRAMEWORK_1_0
            if (_config.TakesMemory != null)
            {
                _config.TakesMemory();
            }
#endif
        }

        private PackageStatus TakeRoom(JobSlot job)
        {
            long wakeMs = WakePeriod.ShortestMs(job.Package);
            if (wakeMs < _config.SleepPeriodMinMs)
            {
                return Refuse(PackageStatus.TooOftenToSleep, (int)wakeMs, _config.SleepPeriodMinMs);
            }

            int replaced = IndexOf(job.Package.JobName);
            int jobs = Count + (replaced < 0 ? 1 : 0);
            if (jobs > Limits.BoardJobsMax)
            {
                return Refuse(PackageStatus.TooManyJobs, jobs, Limits.BoardJobsMax);
            }

            int tasks = job.Package.TaskCount;
            int shortestMs = ShortestPeriodMs(job, int.MaxValue);
            for (int j = 0; j < Count; j++)
            {
                if (j != replaced)
                {
                    tasks += _jobs[j].Package.TaskCount;
                    shortestMs = ShortestPeriodMs(_jobs[j], shortestMs);
                }
            }

            if (tasks > Limits.BoardTasksMax)
            {
                return Refuse(PackageStatus.TooManyTasks, tasks, Limits.BoardTasksMax);
            }

            if (!WantRings(job, replaced))
            {
                return Refuse(PackageStatus.NotEnoughMemory, RingTable.RingsMax + 1, RingTable.RingsMax);
            }

            if (_rings.BytesWanted > _rings.BytesMax)
            {
                return Refuse(PackageStatus.NotEnoughMemory, _rings.BytesWanted, _rings.BytesMax);
            }

            PackageStatus status = CheckSpeed(job, shortestMs);
            if (status != PackageStatus.Accepted)
            {
                return status;
            }

            return _rings.Reserve() ? PackageStatus.Accepted : Refuse(PackageStatus.NotEnoughMemory, _rings.BytesWanted, _rings.ArenaBytes);
        }

        /// <summary>DECISIONS 34: no single instruction may take more than half of the shortest sampling period.</summary>
        private PackageStatus CheckSpeed(JobSlot job, int shortestMs)
        {
            if (shortestMs == int.MaxValue)
            {
                return PackageStatus.Accepted;
            }

            long limit = shortestMs * 500L / _config.MicrosecondsPerStep;
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                int steps = job.Tasks[t].Plan.WorstInstructionSteps;
                if (steps > limit)
                {
                    return Refuse(PackageStatus.TooSlow, steps, (int)limit);
                }
            }

            for (int j = 0; j < Count; j++)
            {
                for (int t = 0; t < _jobs[j].Tasks.Length; t++)
                {
                    int steps = _jobs[j].Tasks[t].Plan.WorstInstructionSteps;
                    if (steps > limit && _jobs[j].Package.JobName != job.Package.JobName)
                    {
                        return Refuse(PackageStatus.TooSlow, steps, (int)limit);
                    }
                }
            }

            return PackageStatus.Accepted;
        }

        private PackageStatus Refuse(PackageStatus status, int need, int limit)
        {
            RefusedNeed = need;
            RefusedLimit = limit;
            return status;
        }

        private static int ShortestPeriodMs(JobSlot job, int shortestMs)
        {
            for (int c = 0; c < job.Package.ChannelCount; c++)
            {
                int periodMs = job.Package.Channels[c].PeriodMs;
                shortestMs = periodMs < shortestMs ? periodMs : shortestMs;
            }

            return shortestMs;
        }

        /// <summary>Begins a layout for the jobs but one, and one more where it is not null.</summary>
        private bool WantRings(JobSlot job, int replaced)
        {
            _rings.BeginLayout();
            bool fits = true;
            for (int j = 0; j < Count; j++)
            {
                if (j != replaced)
                {
                    fits &= WantRings(_jobs[j]);
                }
            }

            return fits && (job == null || WantRings(job));
        }

        private bool WantRings(JobSlot job)
        {
            for (int c = 0; c < job.Package.ChannelCount; c++)
            {
                ChannelPlan plan = job.Package.Channels[c];
                if (!_rings.Want(job.BoardChannels[c], plan.PeriodMs, plan.Burst, plan.BurstIsMedian, plan.RingSlots, plan.WantsSummaries))
                {
                    return false;
                }
            }

            return true;
        }

        private void BindRings(JobSlot job)
        {
            for (int c = 0; c < job.Package.ChannelCount; c++)
            {
                ChannelPlan plan = job.Package.Channels[c];
                for (int r = 0; r < _rings.Count; r++)
                {
                    SampledRing ring = _rings.RingAt(r);
                    if (ring.Serves(job.BoardChannels[c], plan.PeriodMs, plan.Burst, plan.BurstIsMedian))
                    {
                        job.Rings[c] = ring;
                    }
                }
            }
        }
    }
}
