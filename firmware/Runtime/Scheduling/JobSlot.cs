using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>One active job: its package, its channels on this board, its tasks.</summary>
    public sealed class JobSlot
    {
        public readonly JobPackage Package;
        public readonly byte[] Digest;
        public readonly TaskSlot[] Tasks;
        public JobState State;

        /// <summary>Runs without an engine fault that the trial still asks for; 0 where the version is confirmed.</summary>
        public int TrialRunsLeft;

        /// <summary>The confirmed version that returns if the trial fails, with what its tasks remember; null where there is none.</summary>
        public JobSlot Previous;

        /// <summary>Engine faults since start.</summary>
        public int FaultCount;

        public readonly VersionAside Aside = new VersionAside();

        /// <summary>Ring, valid interval in counts and calibration of each channel of the job.</summary>
        public readonly SampledRing[] Rings;
        public readonly int[] ValidLow;
        public readonly int[] ValidHigh;
        public readonly Calibration[] Calibrations;

        /// <summary>Place of each channel in the board's table.</summary>
        public readonly int[] BoardChannels;

        public JobSlot(JobPackage package, byte[] digest)
        {
            Package = package;
            Digest = digest;
            Tasks = new TaskSlot[package.TaskCount];
            for (int t = 0; t < package.TaskCount; t++)
            {
                Tasks[t] = new TaskSlot(package.Tasks[t], t + 1);
            }

            Rings = new SampledRing[package.ChannelCount];
            ValidLow = new int[package.ChannelCount];
            ValidHigh = new int[package.ChannelCount];
            Calibrations = new Calibration[package.ChannelCount];
            BoardChannels = new int[package.ChannelCount];
        }

        public bool IsPaused
        {
            get { return State == JobState.Paused; }
        }

        /// <summary>Sets the delays that <c>spread</c> asks of this board; allocates, so that a later start of the job need not.</summary>
        public void Spread(string boardId)
        {
            for (int t = 0; t < Tasks.Length; t++)
            {
                Tasks[t].DelayMs = SpreadDelay.Of(boardId, Package.JobName, Tasks[t].Plan.SpreadMs);
            }
        }

        /// <summary>Lets go of the rings: a version that waits for the fate of its successor must not keep an arena that was replaced.</summary>
        public void ReleaseRings()
        {
            for (int c = 0; c < Rings.Length; c++)
            {
                Rings[c] = null;
            }
        }

        /// <summary>Turns each channel's <c>valid</c> range into counts of this board's calibration.</summary>
        public void Bind(ChannelTable table)
        {
            for (int c = 0; c < Package.ChannelCount; c++)
            {
                ChannelPlan plan = Package.Channels[c];
                Calibration calibration = table.Channels[BoardChannels[c]].Calibration;
                Calibrations[c] = calibration;
                ValidLow[c] = 0;
                ValidHigh[c] = Calibration.MaxCounts;
                if (plan.HasValid && plan.ValidIsRaw)
                {
                    Calibration.Identity.CountRange(plan.ValidLow, plan.ValidHigh, out ValidLow[c], out ValidHigh[c]);
                }
                else if (plan.HasValid)
                {
                    calibration.CountRange(plan.ValidLow, plan.ValidHigh, out ValidLow[c], out ValidHigh[c]);
                }
            }
        }
    }
}
