namespace NanoBatch.Protocol
{
    /// <summary>A package as read: header, channels, tasks. Built once when a package arrives; the engine works on it in place.</summary>
    public sealed class JobPackage
    {
        public const int FormatVersion = 1;
        public const int Magic0 = 'N';
        public const int Magic1 = 'B';

        /// <summary>Magic, version and flags, a name of one letter, CRC.</summary>
        public const int BytesMin = 3 + 1 + 4;
        public const int CrcBytes = 4;

        public const int NamesFlag = 1;
        public const int VersionFlag = 2;
        public const int ZoneFlag = 4;

        /// <summary>An algorithm byte follows the flags, and key epoch, counter and tag the CRC: room kept for a later version, refused by this one.</summary>
        public const int AuthenticationFlag = 8;

        /// <summary>The whole package, CRC included.</summary>
        public byte[] Bytes;

        /// <summary>Bytes of <see cref="Bytes"/> that the package takes.</summary>
        public int Length;

        public string JobName;
        public int JobVersion = 1;

        /// <summary>Offset of the job's zone from UTC, minutes east.</summary>
        public int ZoneMinutes;

        public int ChannelCount;
        public ChannelPlan[] Channels = new ChannelPlan[Limits.ChannelsMax];

        public int TaskCount;
        public TaskPlan[] Tasks = new TaskPlan[Limits.TasksMax];

        /// <summary>Offset of the names section's first byte, or -1 when the package was stripped.</summary>
        public int NamesOffset = -1;

        /// <summary>Bytes of all programs together.</summary>
        public int ProgramBytes
        {
            get
            {
                int bytes = 0;
                for (int i = 0; i < TaskCount; i++)
                {
                    bytes += Tasks[i].CodeLength;
                }

                return bytes;
            }
        }

        /// <summary>Gives back the places of channels and tasks that the package does not have: 12 bytes each on a board.</summary>
        public void Trim()
        {
            ChannelPlan[] channels = new ChannelPlan[ChannelCount];
            TaskPlan[] tasks = new TaskPlan[TaskCount];
            System.Array.Copy(Channels, 0, channels, 0, ChannelCount);
            System.Array.Copy(Tasks, 0, tasks, 0, TaskCount);
            Channels = channels;
            Tasks = tasks;
        }

        /// <summary>Slots of one window of a task over one of its channels: what a full window has.</summary>
        /// <remarks>For all that is kept this is the ring, the worst case; at run time the slots so far count.</remarks>
        public int WindowSlots(TaskPlan task, int channel)
        {
            ChannelPlan plan = Channels[channel];
            switch (task.Window)
            {
                case WindowKind.Duration:
                    return (int)(task.WindowLength / plan.PeriodMs);
                case WindowKind.Samples:
                    return (int)task.WindowLength;
                default:
                    return plan.RingSlots;
            }
        }
    }
}
