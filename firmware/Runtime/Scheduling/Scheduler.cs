using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Knows when each task is due; several missed due times give one run, for the latest of them.</summary>
    public sealed class Scheduler
    {
        private readonly JobTable _jobs;

        /// <summary>Job and task that <see cref="TakeDue"/> found.</summary>
        public JobSlot Job;
        public TaskSlot Task;

        public Scheduler(JobTable jobs)
        {
            _jobs = jobs;
        }

        /// <summary>Sets a job's first due times: at or after its activation, or its return from a pause.</summary>
        /// <param name="job">Rings bound, delays set.</param>
        /// <param name="boardTimeMs">Now; a time of the past that already ran is never due again.</param>
        /// <remarks>Allocates nothing: it follows a change that cannot be taken back.</remarks>
        public void Start(JobSlot job, long boardTimeMs)
        {
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                TaskSlot task = job.Tasks[t];
                task.IsDue = false;
                if (task.Plan.Schedule == ScheduleKind.AfterSamples)
                {
                    task.NextDueMs = LeadRing(job, task.Plan).NextInstantMs + (CycleMs(task.Plan) - task.Plan.SharedPeriodMs);
                }
                else
                {
                    task.NextDueMs = DueTimes.AtOrAfter(task.Plan, job.Package.ZoneMinutes, task.DelayMs, boardTimeMs);
                }
            }
        }

        /// <summary>After a step of the clock: due times are found anew, and none before <paramref name="notBeforeMs"/>. Counted samples stay counted.</summary>
        public void Restart(long notBeforeMs)
        {
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    TaskSlot task = job.Tasks[t];
                    if (task.Plan.Schedule != ScheduleKind.AfterSamples)
                    {
                        task.NextDueMs = DueTimes.AtOrAfter(task.Plan, job.Package.ZoneMinutes, task.DelayMs, notBeforeMs);
                    }
                }
            }
        }

        /// <summary>A ring's coming instants moved: tasks that count its samples move with them.</summary>
        public void MoveCounts(SampledRing ring, long byMs)
        {
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    if (job.Tasks[t].Plan.Schedule == ScheduleKind.AfterSamples && LeadRing(job, job.Tasks[t].Plan) == ring)
                    {
                        job.Tasks[t].NextDueMs += byMs;
                    }
                }
            }
        }

        /// <summary>Marks the tasks whose time has come.</summary>
        /// <returns>Board time of the next due task, <see cref="TaskSlot.Never"/> without one.</returns>
        public long Mark(long boardTimeMs)
        {
            long next = TaskSlot.Never;
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                if (job.State == JobState.Paused || job.State == JobState.Quarantined)
                {
                    continue;
                }

                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    TaskSlot task = job.Tasks[t];
                    if (task.NextDueMs <= boardTimeMs)
                    {
                        MarkLatest(job, task, boardTimeMs);
                    }

                    next = task.NextDueMs < next ? task.NextDueMs : next;
                }
            }

            return next;
        }

        /// <summary>Makes a job's tasks due now: those on demand, or all where it has none. A job that was set aside stays so.</summary>
        public void Demand(JobSlot job, long boardTimeMs)
        {
            if (job.State == JobState.Quarantined)
            {
                return;
            }

            bool hasDemand = false;
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                hasDemand |= job.Tasks[t].Plan.Schedule == ScheduleKind.OnDemand;
            }

            for (int t = 0; t < job.Tasks.Length; t++)
            {
                if (!hasDemand || job.Tasks[t].Plan.Schedule == ScheduleKind.OnDemand)
                {
                    job.Tasks[t].IsDue = true;
                    job.Tasks[t].DueMs = boardTimeMs;
                }
            }
        }

        /// <summary>Forgets runs that are due and have not begun.</summary>
        public static void Withdraw(JobSlot job)
        {
            for (int t = 0; t < job.Tasks.Length; t++)
            {
                job.Tasks[t].IsDue = false;
            }
        }

        /// <summary>Takes the task that is due longest; at one instant jobs come in the order of activation, tasks in file order.</summary>
        /// <returns>False where none is due.</returns>
        public bool TakeDue()
        {
            Task = null;
            for (int j = 0; j < _jobs.Count; j++)
            {
                JobSlot job = _jobs.JobAt(j);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    TaskSlot task = job.Tasks[t];
                    if (task.IsDue && (Task == null || task.DueMs < Task.DueMs))
                    {
                        Job = job;
                        Task = task;
                    }
                }
            }

            if (Task == null)
            {
                return false;
            }

            Task.IsDue = false;
            return true;
        }

        private static void MarkLatest(JobSlot job, TaskSlot task, long boardTimeMs)
        {
            if (task.Plan.Schedule == ScheduleKind.AfterSamples)
            {
                long cycleMs = CycleMs(task.Plan);
                long missed = (boardTimeMs - task.NextDueMs) / cycleMs;
                task.DueMs = task.NextDueMs + (missed * cycleMs);
                task.NextDueMs = task.DueMs + cycleMs;
            }
            else
            {
                task.DueMs = DueTimes.LatestAtOrBefore(task.Plan, job.Package.ZoneMinutes, task.DelayMs, boardTimeMs);
                task.NextDueMs = DueTimes.AtOrAfter(task.Plan, job.Package.ZoneMinutes, task.DelayMs, task.DueMs + 1);
            }

            task.IsDue = true;
        }

        private static long CycleMs(TaskPlan plan)
        {
            return (long)plan.AfterSamples * plan.SharedPeriodMs;
        }

        private static SampledRing LeadRing(JobSlot job, TaskPlan plan)
        {
            int channel = 0;
            while ((plan.ChannelMask & (1 << channel)) == 0)
            {
                channel++;
            }

            return job.Rings[channel];
        }
    }
}
