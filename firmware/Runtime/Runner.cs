namespace NanoBatch.Runtime
{
    /// <summary>Executes due tasks, one instruction at a time, and commits what a finished run yields.</summary>
    public sealed class Runner
    {
        private readonly TaskRun _run = new TaskRun();
        private readonly Scheduler _scheduler;
        private readonly JobTable _jobs;
        private readonly BoardRecords _records;

        /// <summary>True between the first and the last instruction of a run.</summary>
        public bool IsRunning;

        /// <summary>Engine faults since start; a fault is a defect of ours, data has none.</summary>
        public int FaultCount;

        /// <summary>Runs finished since start.</summary>
        public int RunCount;

        public Runner(Scheduler scheduler, JobTable jobs, BoardRecords records)
        {
            _scheduler = scheduler;
            _jobs = jobs;
            _records = records;
        }

        /// <summary>Makes room for what the jobs' tasks need, and gives back what none needs any more; for when jobs change.</summary>
        /// <param name="coming">A job that is about to be added, or null after a change.</param>
        /// <returns>False where the heap has no room: a job to come is to be refused. After a change nothing is larger than what was taken before it; at a start that finds
        /// no room, which another calibration can cause, the runs that miss it are faults and the job is set aside, but the board lives.</returns>
        public bool Reserve(JobSlot coming)
        {
            try
            {
                _jobs.TakeMemory();
                EngineNeed need = new EngineNeed();
                for (int j = 0; j < _jobs.Count; j++)
                {
                    need.Add(_jobs.JobAt(j));
                }

                need.Add(coming);
                _run.Reserve(need, IsRunning);
                return true;
            }
            catch (System.OutOfMemoryException)
            {
                return false;
            }
        }

        /// <summary>Executes one instruction of the run under way, or of the task that is due longest.</summary>
        /// <returns>True where there was something to do.</returns>
        public bool Step(long nowMs)
        {
            if (!IsRunning)
            {
                if (!_scheduler.TakeDue())
                {
                    return false;
                }

                _run.Begin(_scheduler.Job, _scheduler.Task, _scheduler.Task.DueMs);
                IsRunning = true;
            }

            RunStatus status = Execute();
            if (status == RunStatus.More)
            {
                return true;
            }

            IsRunning = false;
            RunCount++;
            if (status == RunStatus.Done)
            {
                _records.Outcome(_run, nowMs);
            }
            else
            {
                FaultCount++;
                _run.Job.FaultCount++;
                _run.Job.Aside.Fault = (int)status;
                _run.Job.Aside.Task = _run.Task.Number;
                _run.Job.Aside.Pc = _run.Pc;
                _run.Job.Aside.JobVersion = _run.Job.Package.JobVersion;
            }

            return true;
        }

        /// <summary>What was due under a clock that is about to change is answered under it: its windows and its records know no other.</summary>
        public void Finish(long nowMs)
        {
            while (Step(nowMs))
            {
            }
        }

        /// <summary>Gives up the run of a job that goes or pauses.</summary>
        public void Stop(JobSlot job)
        {
            IsRunning &= _run.Job != job;
        }

        /// <summary>A defect of the engine must cost one run, never the board: what it throws is a fault, counted and reported like any other.</summary>
        private RunStatus Execute()
        {
            try
            {
                return _run.Step();
            }
            catch (System.Exception)
            {
                return RunStatus.Fault;
            }
        }
    }
}
