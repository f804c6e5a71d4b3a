using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>One task of an active job: when it is due, and what it remembers from run to run.</summary>
    public sealed class TaskSlot
    {
        /// <summary>Due time of a task that waits for nothing.</summary>
        public const long Never = long.MaxValue;

        public readonly TaskPlan Plan;

        /// <summary>Task number of reports, from 1.</summary>
        public readonly int Number;

        /// <summary>Board time of the next run, ms.</summary>
        public long NextDueMs = Never;

        /// <summary>True when a run is due and has not started; <see cref="DueMs"/> is its time.</summary>
        public bool IsDue;
        public long DueMs;

        /// <summary>Delay from <c>spread</c>, fixed per board and job, ms.</summary>
        public long DelayMs;

        /// <summary>Reports sent so far: the next sequence number.</summary>
        public uint Sequence;

        /// <summary>True when a report was sent since activation; the last sent values are then good.</summary>
        public bool HasSent;

        /// <summary>Board time of the window that was sent last, ms.</summary>
        public long LastSentMs;

        /// <summary>Values of the last sent report, one for each value of its fields, and their kinds; none where no rule compares with them.</summary>
        public readonly double[] SentValues;
        public readonly byte[] SentKinds;
        public int SentCount;

        /// <summary>Alert states and the consecutive runs in which each condition held.</summary>
        public readonly bool[] IsRaised;
        public readonly int[] HeldRuns;

        public TaskSlot(TaskPlan plan, int number)
        {
            Plan = plan;
            Number = number;
            int values = plan.SendsOnChange ? plan.ValueCount + plan.FieldCount : 0;
            SentValues = new double[values];
            SentKinds = new byte[values];
            IsRaised = new bool[plan.AlertCount];
            HeldRuns = new int[plan.AlertCount];
        }
    }
}
