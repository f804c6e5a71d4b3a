using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Rebuilds jobs and task memories from the ledger's records at a start.</summary>
    public sealed class BoardRecovery : IRecordVisitor
    {
        private readonly JobTable _jobs;
        private readonly PackageFiles _files;
        private readonly JobSlot[] _slots = new JobSlot[Limits.BoardJobsMax];
        private readonly byte[] _shortDigest = new byte[ReportWriter.DigestBytes];
        private readonly VersionAside _aside = new VersionAside();
        private int _count;

        /// <summary>Jobs whose package was missing, damaged or no longer fits this board.</summary>
        public int LostCount;

        public BoardRecovery(JobTable jobs, PackageFiles files)
        {
            _jobs = jobs;
            _files = files;
        }

        public void Visit(RecordHeader header, ByteReader payload)
        {
            switch (header.Type)
            {
                case RecordType.JobState:
                    VisitJobState(payload);
                    break;
                case RecordType.TaskState:
                    VisitTaskState(payload);
                    break;
                case RecordType.Report:
                    VisitReport(payload);
                    break;
            }
        }

        /// <summary>Makes the surviving jobs active again.</summary>
        public void Activate(long boardTimeMs)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_jobs.CheckRoom(_slots[i]) == PackageStatus.Accepted)
                {
                    _jobs.Change(_slots[i], -1, boardTimeMs);
                }
                else
                {
                    LostCount++;
                }
            }
        }

        private void VisitJobState(ByteReader payload)
        {
            JobState state = (JobState)payload.U8();
            byte[] digest = DigestOf(payload);
            string name = payload.Name(Limits.NameLengthMax);
            int trialRunsLeft = payload.U8();
            _aside.Read(payload);
            byte[] previous = payload.U8() == 0 ? null : DigestOf(payload);
            if (payload.IsBad)
            {
                return;
            }

            int at = IndexOf(name);
            JobSlot known = at < 0 ? null : _slots[at];
            if (state == JobState.Removed)
            {
                RemoveAt(at);
                return;
            }

            JobSlot slot = Find(known, digest);
            if (slot == null)
            {
                // The package is gone or damaged: the confirmed version before it is better than none.
                LostCount++;
                slot = previous == null ? null : Find(known, previous);
                previous = null;
                state = JobState.Confirmed;
                trialRunsLeft = 0;
            }

            if (slot != known || slot == null)
            {
                // Another package of the name was activated after the others.
                RemoveAt(at);
                if (slot == null || _count == Limits.BoardJobsMax)
                {
                    return;
                }

                _slots[_count++] = slot;
            }

            slot.State = state;
            slot.TrialRunsLeft = trialRunsLeft;
            slot.Aside.CopyFrom(_aside);
            slot.Previous = previous == null ? null : Find(known, previous);
            if (slot.Previous != null)
            {
                slot.Previous.Previous = null;
            }
        }

        private static byte[] DigestOf(ByteReader payload)
        {
            byte[] digest = new byte[Sha256.DigestBytes];
            payload.Bytes(digest, 0, digest.Length);
            return digest;
        }

        /// <summary>A version with what its tasks remember where the ledger has told of it, else as its package says; null where that is lost.</summary>
        private JobSlot Find(JobSlot known, byte[] digest)
        {
            if (known != null && PackageFiles.IsSame(known.Digest, digest, Sha256.DigestBytes))
            {
                return known;
            }

            if (known != null && known.Previous != null && PackageFiles.IsSame(known.Previous.Digest, digest, Sha256.DigestBytes))
            {
                return known.Previous;
            }

            byte[] bytes = _files.Load(digest);
            return bytes == null ? null : _jobs.TryLoad(bytes, digest, out PackageStatus _);
        }

        private void VisitTaskState(ByteReader payload)
        {
            TaskSlot task = FindTask(payload);
            if (task == null)
            {
                return;
            }

            task.Sequence = payload.U32();
            task.HasSent = payload.U8() != 0;
            task.LastSentMs = payload.U48();
            for (int a = 0; a < task.IsRaised.Length; a++)
            {
                int coded = payload.Varint();
                task.IsRaised[a] = (coded & 1) != 0;
                task.HeldRuns[a] = coded >> 1;
            }

            int count = payload.Varint();
            task.SentCount = 0;
            for (int i = 0; i < count && i < task.SentValues.Length; i++)
            {
                task.SentValues[i] = SentValueCode.Read(payload, out task.SentKinds[i]);
                task.SentCount++;
            }
        }

        /// <summary>A report is the next word on its task's sequence.</summary>
        private void VisitReport(ByteReader payload)
        {
            TaskSlot task = FindTask(payload);
            if (task == null)
            {
                return;
            }

            payload.Zigzag();
            long sequence = payload.Varlong();
            if (!payload.IsBad)
            {
                task.Sequence = (uint)sequence + 1;
            }
        }

        private TaskSlot FindTask(ByteReader payload)
        {
            payload.Bytes(_shortDigest, 0, _shortDigest.Length);
            int number = payload.U8();
            for (int i = 0; i < _count && !payload.IsBad; i++)
            {
                if (PackageFiles.IsSame(_slots[i].Digest, _shortDigest, _shortDigest.Length) && number >= 1 && number <= _slots[i].Tasks.Length)
                {
                    return _slots[i].Tasks[number - 1];
                }
            }

            return null;
        }

        private int IndexOf(string name)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_slots[i].Package.JobName == name)
                {
                    return i;
                }
            }

            return -1;
        }

        private void RemoveAt(int at)
        {
            if (at < 0)
            {
                return;
            }

            _count--;
            for (int i = at; i < _count; i++)
            {
                _slots[i] = _slots[i + 1];
            }
        }
    }
}
