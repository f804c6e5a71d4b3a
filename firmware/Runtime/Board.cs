using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>One board: samples, runs jobs, keeps records, answers its links. Driven by <see cref="Step"/>, without threads of its own.</summary>
    public sealed class Board
    {
        // Steps of the clock below this are written with the next batch: they move no record by more than its report shows.
        private const int ClockNoiseMs = 1000;

        private readonly Sampler _sampler;
        private readonly Scheduler _scheduler;
        private readonly Runner _runner;
        private readonly JobChanges _changes;
        private readonly IStore _store;
        private readonly LinkSession[] _sessions;
        private BusExchange _exchange;
        private long _nextEventMs;
        private long _latestMs = long.MinValue;

        public readonly BoardConfig Config;
        public readonly BoardClock Clock = new BoardClock();
        public readonly RingTable Rings;
        public readonly JobTable Jobs;
        public readonly Ledger Ledger;
        public readonly BoardRecords Records;
        public readonly HistoryLog History;

        /// <summary>The profile as it was provisioned; counts from the next start on.</summary>
        public readonly ProfileFile Profiles;

        /// <summary>What the application around the runtime knows; it writes, the runtime only passes it on.</summary>
        public readonly BoardHealth Health = new BoardHealth();

        /// <summary>The board's log; an application with threads puts one with a lock here.</summary>
        public ILog Log;

        /// <summary>Golden vectors that a host may start; null where the board brings none.</summary>
        public ISelfTest SelfTest;

        /// <summary>True once a new profile was stored: whoever drives the board restarts it, when the reply is out.</summary>
        public bool IsRestartAsked;

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
            Log = config.Log ?? new LogRing(config.LogBytes);
            config.Channels.WriteRecord(new byte[config.Channels.RecordBytesBound]);
            _sampler = new Sampler(adc);
            Rings = new RingTable(config.ArenaBytes, config.ArenaFirstBytes);
            Jobs = new JobTable(config, Rings);
            Ledger = new Ledger(store, tap, config.LedgerBytesMax, config.SegmentBytes);
            Records = new BoardRecords(Ledger, Clock, config, Jobs);
            History = new HistoryLog(store, config, Rings, Clock);
            Profiles = new ProfileFile(store);
            PackageFiles files = new PackageFiles(store);
            _scheduler = new Scheduler(Jobs);
            _runner = new Runner(_scheduler, Jobs, Records);
            _changes = new JobChanges(Jobs, Records, files, _scheduler, _runner, Clock);
            _store = store;
            Restore(new BoardRecovery(Jobs, files), nowMs);
            if (!TakeRoom())
            {
                Log.Write(nowMs, LogLevel.Error, "the heap has no room for what the jobs need: runs will fail, and their jobs be set aside");
            }

            for (int j = 0; j < Jobs.Count; j++)
            {
                _scheduler.Start(Jobs.JobAt(j), Clock.BoardTime(nowMs));
            }

            _sessions = new LinkSession[links.Length];
            for (int i = 0; i < links.Length; i++)
            {
                _sessions[i] = new LinkSession(this, links[i]);
            }

            NoteStart(nowMs);
        }

        /// <summary>True between the first and the last instruction of a run.</summary>
        public bool IsBusy
        {
            get { return _runner.IsRunning; }
        }

        /// <summary>Engine faults since start; a fault is a defect of ours, data has none.</summary>
        public int FaultCount
        {
            get { return _runner.FaultCount; }
        }

        /// <summary>Runs finished since start.</summary>
        public int RunCount
        {
            get { return _runner.RunCount; }
        }

        /// <summary>Jobs of the ledger whose package was missing, damaged or no longer fits this board, at this start.</summary>
        public int LostJobCount { get; private set; }

        /// <summary>True where a hub takes the results: a cable then reads them and does not acknowledge (DECISIONS 47).</summary>
        public bool DeliversToHub
        {
            get { return _exchange != null; }
        }

        /// <summary>The way to the hub, null where there is none.</summary>
        public Outbox Outbox
        {
            get { return _exchange == null ? null : _exchange.Outbox; }
        }

        public int AdcFailureCount
        {
            get { return _sampler.FailureCount; }
        }

        /// <summary>Gives the board a broker: its results go to the hub from now on, and it answers requests that come over it. Once, before the first step.</summary>
        public void Attach(IMessageBus bus)
        {
            _exchange = new BusExchange(this, bus);
        }

        /// <summary>Number of the first history block that may hold readings of a board time or later.</summary>
        public uint FirstHistoryRecord(long sinceMs)
        {
            SegmentFiles segments = History.Segments;
            return segments.Count == 0 ? History.NextRecord : segments.FirstOf(NewReload().Oldest(segments, sinceMs));
        }

        /// <summary>Monotonic time of the next sample or run; <see cref="TaskSlot.Never"/> where nothing waits for a time.</summary>
        public long NextDueMs
        {
            get { return _nextEventMs == TaskSlot.Never ? TaskSlot.Never : Clock.Monotonic(_nextEventMs); }
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

            isBusy |= _exchange != null && _exchange.Step(nowMs);
            isBusy |= History.Step(nowMs);
            if (_runner.Step(nowMs))
            {
                isBusy = true;
                SetAsideFaulty(nowMs);
            }

            if (isBusy || _nextEventMs <= Clock.BoardTime(nowMs))
            {
                return nowMs;
            }

            long nextMs = _nextEventMs == TaskSlot.Never ? TaskSlot.Never : Clock.Monotonic(_nextEventMs);
            long sendMs = _exchange == null ? TaskSlot.Never : _exchange.NextMs(nowMs);
            return sendMs < nextMs ? sendMs : nextMs;
        }

        /// <summary>Reads, verifies, stores and activates a package in place of the job of its name (<see cref="JobChanges.Deploy"/>).</summary>
        public PackageStatus Deploy(byte[] bytes, bool force, int statedSteps, long nowMs, out bool isUnchanged)
        {
            History.Seal(nowMs);
            PackageStatus status = _changes.Deploy(bytes, force, statedSteps, nowMs, out isUnchanged);
            AfterChange();
            if (status == PackageStatus.Accepted && !isUnchanged)
            {
                NoteChange(nowMs, LogLevel.Note, "job deployed: ", NameOfPackage(bytes));
            }

            return status;
        }

        /// <summary>Takes a job out; its package file goes, its records stay.</summary>
        public bool Remove(int job, long nowMs)
        {
            History.Seal(nowMs);
            NoteChange(nowMs, LogLevel.Note, "job removed: ", Jobs.JobAt(job).Package.JobName);
            bool isKept = _changes.Remove(job, nowMs);
            AfterChange();
            return isKept;
        }

        /// <summary>Pauses or resumes a job; its rings go on being filled.</summary>
        public bool SetPaused(int job, bool isPaused, long nowMs)
        {
            // After a step back the due times up to the old clock's have run; a pause does not bring them back.
            long boardTimeMs = Clock.BoardTime(nowMs);
            _nextEventMs = 0;
            NoteChange(nowMs, LogLevel.Note, isPaused ? "job paused: " : "job resumed: ", Jobs.JobAt(job).Package.JobName);
            return _changes.SetPaused(job, isPaused, _latestMs >= boardTimeMs ? _latestMs + 1 : boardTimeMs, nowMs);
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
                _runner.Finish(nowMs);
            }

            if (wasKnown && stepMs < 0)
            {
                History.Seal(nowMs);    // rings may start empty now
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

            if (!wasKnown)
            {
                NewReload().FillRings(History.Segments);
            }

            FollowClock(wasKnown, oldTimeMs, utcMs);
            _nextEventMs = 0;
            Records.NoteClock();
            bool placesRecords = wasKnown ? stepMs >= ClockNoiseMs || stepMs <= -ClockNoiseMs : true;
            if (placesRecords)
            {
                Log.Write(nowMs, LogLevel.Note, wasKnown ? "clock moved by " + stepMs.ToString() + " ms" : "clock set");
            }

            if (placesRecords && Ledger.HasCommitted)
            {
                Records.CommitState(nowMs);
            }
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

            Records.NoteAcknowledgement();
            return Records.CommitState(nowMs);
        }

        private void Restore(BoardRecovery recovery, long nowMs)
        {
            // Rooms for the start alone.
            Ledger.Recover(recovery, Config.EpochSeed, new byte[RecordScratch.BytesMax]);
            recovery.Activate(Clock.BoardTime(nowMs));
            LostJobCount = recovery.LostCount;
            HistoryReload reload = new HistoryReload(_store, Rings, Config.Channels, new byte[HistoryReload.PieceBytes]);
            History.Begin(nowMs, reload);
            if (Ledger.Boot <= reload.LastBoot)
            {
                Ledger.Boot = reload.LastBoot + 1;      // that start wrote history alone
            }

            History.Boot = Ledger.Boot;
        }

        /// <summary>Reads the history in the records' room; a link that was reading a record there reads it again.</summary>
        private HistoryReload NewReload()
        {
            Ledger.Scratch.Owner = null;
            return new HistoryReload(_store, Rings, Config.Channels, Ledger.Scratch.Bytes);
        }

        private void NoteStart(long nowMs)
        {
            Log.Write(nowMs, LogLevel.Note, "start " + Ledger.Boot.ToString() + ", jobs: " + Jobs.Count.ToString());
            if (LostJobCount > 0)
            {
                Log.Write(nowMs, LogLevel.Warning, "jobs lost: " + LostJobCount.ToString());
            }
        }

        private string NameOfPackage(byte[] bytes)
        {
            for (int j = 0; j < Jobs.Count; j++)
            {
                if (Jobs.JobAt(j).Package.Bytes == bytes)
                {
                    return Jobs.JobAt(j).Package.JobName;
                }
            }

            return "the former version";
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

        /// <summary>Gives back what the jobs need no more. A full heap keeps what there was before the change: that is enough, or the change would have been refused.</summary>
        private void AfterChange()
        {
            TakeRoom();
            _nextEventMs = 0;
        }

        private bool TakeRoom()
        {
            try
            {
                bool hasRoom = _runner.Reserve(null);
                Jobs.TakeMemory();
                Records.Reserve(null);
                return hasRoom;
            }
            catch (System.OutOfMemoryException)
            {
                return false;
            }
        }

        /// <summary>A change that was made is not undone for want of a line in the log.</summary>
        private void NoteChange(long nowMs, LogLevel level, string what, string job)
        {
            try
            {
                Jobs.TakeMemory();
                Log.Write(nowMs, level, what + job);
            }
            catch (System.OutOfMemoryException)
            {
            }
        }

        private void SetAsideFaulty(long nowMs)
        {
            if (_runner.IsRunning)
            {
                return;
            }

            _changes.DropConfirmedPredecessors();
            for (int j = 0; j < Jobs.Count; j++)
            {
                if (Jobs.JobAt(j).FaultCount >= JobChanges.FaultsMax && Jobs.JobAt(j).State != JobState.Quarantined)
                {
                    History.Seal(nowMs);
                    string name = Jobs.JobAt(j).Package.JobName;
                    NoteChange(nowMs, LogLevel.Error, "job set aside after engine faults: ", name);
                    if (!_changes.SetAside(Jobs.JobAt(j), nowMs))
                    {
                        NoteChange(nowMs, LogLevel.Error, "no room for its former version: ", name);
                    }

                    AfterChange();
                    return;
                }
            }
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

            History.NoteSamples();
            long due = _scheduler.Mark(boardTimeMs);
            _nextEventMs = due < next ? due : next;
        }

    }
}
