using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Decoded scans to <see cref="ScanRequest"/>: counts to units, windows to slots.</summary>
    public sealed class ScanLoader
    {
        private const double MsPerHour = 3600000.0;

        private ScanRequest _request;

        /// <summary>Takes the memory of requests, and lets go of rings that may have been replaced.</summary>
        public void Reserve(EngineNeed need)
        {
            _request = new ScanRequest(need.Channels, need.Items, need.HasHistograms);
        }

        /// <summary>Fills the request for one channel or series of a scan; the object is reused.</summary>
        /// <param name="job">Rings, valid intervals and calibrations.</param>
        /// <param name="task">Window and <c>needs</c>.</param>
        /// <param name="instruction">A scan.</param>
        /// <param name="channel">The one channel, or -1 for a series over several.</param>
        /// <param name="dueMs">Board time at which the window ends.</param>
        public ScanRequest Load(JobSlot job, TaskPlan task, Instruction instruction, int channel, long dueMs)
        {
            ScanRequest request = _request;
            request.Clear();
            if (instruction.FirstChannel >= 0)
            {
                instruction.Series.SetChannel(channel);
            }

            request.ValidLow = job.ValidLow;
            request.ValidHigh = job.ValidHigh;
            request.Calibrations = job.Calibrations;
            request.X = instruction.Series;
            request.Y = instruction.HasSecond ? instruction.Second : null;
            int mask = instruction.Series.ChannelMask | (instruction.HasSecond ? instruction.Second.ChannelMask : 0);
            int slots = int.MaxValue;
            int lead = -1;
            for (int c = 0; c < job.Package.ChannelCount; c++)
            {
                if ((mask & (1 << c)) != 0)
                {
                    request.Rings[c] = job.Rings[c].Ring;
                    int window = WindowSlots(job, task, c, dueMs);
                    slots = window < slots ? window : slots;     // of all that is kept, an arithmetic series has what each of its rings has
                    lead = lead < 0 ? c : lead;
                }
            }

            request.NewestSlot = job.Rings[lead].SlotAt(dueMs);
            request.WindowSlots = slots;
            request.NeedsPercent = task.NeedsPercent;
            request.PeriodHours = job.Package.Channels[lead].PeriodMs / MsPerHour;
            request.UseSummaries = channel >= 0 && job.Package.Channels[channel].WantsSummaries;
            LoadFilter(request, instruction);
            LoadItems(request, instruction, channel < 0 ? Calibration.Identity : job.Calibrations[channel]);
            return request;
        }

        /// <summary>Samples that a full window has; for all that is kept, the slots so far.</summary>
        public int WindowSlots(JobSlot job, TaskPlan task, int channel, long dueMs)
        {
            if (task.Window != WindowKind.AllKept)
            {
                return job.Package.WindowSlots(task, channel);
            }

            SampledRing sampled = job.Rings[channel];
            long slots = sampled.SlotAt(dueMs) + 1 - sampled.Ring.FirstSlot;
            int ring = job.Package.Channels[channel].RingSlots;
            return slots > ring ? ring : slots < 0 ? 0 : (int)slots;
        }

        private static void LoadFilter(ScanRequest request, Instruction instruction)
        {
            if (instruction.Filter == 0)
            {
                return;
            }

            request.FilterKind = instruction.Filter == Instruction.FilterInCounts ? FilterKind.Counts : FilterKind.Unit;
            request.FilterLow = instruction.Low;
            request.FilterHigh = instruction.High;
        }

        private static void LoadItems(ScanRequest request, Instruction instruction, Calibration calibration)
        {
            for (int i = 0; i < instruction.ItemCount; i++)
            {
                Aggregate kind = (Aggregate)instruction.Items[i];
                double first = instruction.Arguments[i];
                int marks = instruction.RawMarks[i];
                first = (marks & 1) != 0 ? calibration.ToValue(first) : first;
                if (kind != Aggregate.Hist)
                {
                    request.AddItem(kind, first, 0, 0);
                    continue;
                }

                double second = instruction.HighEnds[i];
                second = (marks & 2) != 0 ? calibration.ToValue(second) : second;
                if (marks == 3 && first > second)
                {
                    // A falling calibration turns the ends of a histogram in counts round.
                    double turned = first;
                    first = second;
                    second = turned;
                }

                request.AddItem(kind, first, second, instruction.Bins[i]);
            }
        }
    }
}
