using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The delay that <c>spread</c> gives one board for one job: the same at every start, so that a thousand boards do not report at once.</summary>
    public static class SpreadDelay
    {
        /// <summary>CRC-32 of <c>board id/job name</c>, modulo the spread in whole seconds (DECISIONS 27).</summary>
        /// <param name="boardId">The board's label.</param>
        /// <param name="jobName">The job's name.</param>
        /// <param name="spreadMs">Upper end, ms.</param>
        /// <returns>0 up to, not including, <paramref name="spreadMs"/>, in whole seconds; 0 where the spread is under one second.</returns>
        /// <remarks>Allocates; called once for each task when its job is loaded.</remarks>
        public static long Of(string boardId, string jobName, long spreadMs)
        {
            long seconds = spreadMs / 1000;
            if (seconds <= 0)
            {
                return 0;
            }

            byte[] key = Utf8.Encode(boardId + "/" + jobName);
            long crc = Crc32.Of(key, 0, key.Length);
            return crc % seconds * 1000;
        }
    }
}
