namespace NanoBatch.Protocol
{
    /// <summary>How many slots each channel of a job needs, from the windows that read it.</summary>
    public static class RingSizing
    {
        /// <summary>Sets <see cref="ChannelPlan.RingSlots"/> of every channel; false where one needs more than 65 535.</summary>
        /// <remarks>max(keep, longest window that reads the channel), with neither 1 440 (docs/adr/0001-rings-by-use.md).</remarks>
        public static bool Apply(JobPackage package)
        {
            for (int c = 0; c < package.ChannelCount; c++)
            {
                ChannelPlan channel = package.Channels[c];
                long longest = channel.KeepSlots;
                for (int t = 0; t < package.TaskCount; t++)
                {
                    TaskPlan task = package.Tasks[t];
                    if ((task.ChannelMask & (1 << c)) != 0)
                    {
                        long slots = task.Window == WindowKind.Duration ? task.WindowLength / channel.PeriodMs : task.WindowLength;
                        longest = slots > longest ? slots : longest;
                    }
                }

                if (longest > Limits.KeepSlotsMax)
                {
                    return false;
                }

                channel.RingSlots = longest == 0 ? Limits.KeepSlotsDefault : (int)longest;
            }

            return true;
        }

        /// <summary>The period that all channels of a mask have, or 0 where they differ or there are none.</summary>
        public static int SharedPeriodMs(JobPackage package, int channelMask)
        {
            int shared = 0;
            for (int c = 0; c < package.ChannelCount; c++)
            {
                if ((channelMask & (1 << c)) != 0)
                {
                    int periodMs = package.Channels[c].PeriodMs;
                    if (shared != 0 && shared != periodMs)
                    {
                        return 0;
                    }

                    shared = periodMs;
                }
            }

            return shared;
        }
    }
}
