using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>How often a job makes a board work: what a board that sleeps deeply in between must know before it takes the job (DECISIONS 40).</summary>
    public static class WakePeriod
    {
        private const int MinuteMs = 60000;
        private const int MinuteField = 0;

        /// <summary>Shortest time between two samplings of a channel, or two runs of a task, by the letter of its plan, ms.</summary>
        /// <remarks>Of a cron schedule the minute field alone counts, from hour to hour: a shorter time than the other fields may leave.</remarks>
        public static long ShortestMs(JobPackage package)
        {
            long shortestMs = long.MaxValue;
            for (int c = 0; c < package.ChannelCount; c++)
            {
                int periodMs = package.Channels[c].PeriodMs;
                shortestMs = periodMs < shortestMs ? periodMs : shortestMs;
            }

            for (int t = 0; t < package.TaskCount; t++)
            {
                TaskPlan plan = package.Tasks[t];
                if (plan.Schedule == ScheduleKind.Every && plan.PeriodMs < shortestMs)
                {
                    shortestMs = plan.PeriodMs;
                }
                else if (plan.Schedule == ScheduleKind.Cron)
                {
                    long gapMs = (long)ShortestGap(plan.CronMasks[MinuteField]) * MinuteMs;
                    shortestMs = gapMs < shortestMs ? gapMs : shortestMs;
                }
            }

            return shortestMs;
        }

        /// <summary>Smallest distance between two allowed minutes, over the hour's end as well; 60 where only one is allowed.</summary>
        private static int ShortestGap(ulong mask)
        {
            int first = -1;
            int last = -1;
            int shortest = 60;
            for (int minute = 0; minute < 60; minute++)
            {
                if (((mask >> minute) & 1) == 0)
                {
                    continue;
                }

                if (last >= 0 && minute - last < shortest)
                {
                    shortest = minute - last;
                }

                first = first < 0 ? minute : first;
                last = minute;
            }

            int overTheHour = first + 60 - last;
            return overTheHour < shortest ? overTheHour : shortest;
        }
    }
}
