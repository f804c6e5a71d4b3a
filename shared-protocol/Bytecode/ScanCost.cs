namespace NanoBatch.Protocol
{
    /// <summary>Decoded scan instructions to <see cref="ScanPlan"/>: what one channel's or one series' pass costs at most.</summary>
    public sealed class ScanCost
    {
        private readonly ScanPlan _plan = new ScanPlan();

        /// <summary>Worst-case steps of one scan, without the instruction's fixed cost.</summary>
        /// <param name="package">Rings sized.</param>
        /// <param name="task">Task that the instruction belongs to.</param>
        /// <param name="instruction">A scan.</param>
        /// <param name="channel">Channel of an <c>each</c> or a channel scan; ignored where the instruction has a series.</param>
        /// <param name="bentChannels">Bit c: the calibration of channel c has more than one segment.</param>
        public int Bound(JobPackage package, TaskPlan task, Instruction instruction, int channel, int bentChannels)
        {
            int single = instruction.FirstChannel < 0 ? instruction.Series.SingleChannel : channel;
            int mask = single >= 0 ? 1 << single : instruction.Series.ChannelMask;
            mask |= instruction.HasSecond ? instruction.Second.ChannelMask : 0;
            int traits = (bentChannels & mask) == 0 ? ScanPlan.Straight : 0;
            if (single >= 0)
            {
                traits |= ScanPlan.SingleChannel;
                traits |= package.Channels[single].WantsSummaries ? ScanPlan.Summaries : 0;
                traits |= package.Channels[single].HasValid ? ScanPlan.Ranged : 0;
            }

            traits |= instruction.Filter != 0 ? ScanPlan.Filtered : 0;
            traits |= task.NeedsPercent > 0 ? ScanPlan.Needs : 0;
            _plan.Begin(traits, instruction.Series.Count, instruction.HasSecond ? instruction.Second.Count : 0);
            for (int i = 0; i < instruction.ItemCount; i++)
            {
                _plan.Add((Aggregate)instruction.Items[i], instruction.Arguments[i], instruction.Bins[i]);
            }

            return _plan.Bound(WindowSlots(package, task, mask));
        }

        /// <summary>Worst-case steps of counting a channel's valid samples for a report.</summary>
        public static int CountBound(JobPackage package, TaskPlan task, int channel)
        {
            return ScanPlan.CountBound(package.WindowSlots(task, channel));
        }

        /// <summary>Slots of the window; for all that is kept the rings of one series may differ, and the shortest decides.</summary>
        private static int WindowSlots(JobPackage package, TaskPlan task, int channelMask)
        {
            int shortest = int.MaxValue;
            for (int c = 0; c < package.ChannelCount; c++)
            {
                if ((channelMask & (1 << c)) != 0)
                {
                    int slots = package.WindowSlots(task, c);
                    shortest = slots < shortest ? slots : shortest;
                }
            }

            return shortest;
        }
    }
}
