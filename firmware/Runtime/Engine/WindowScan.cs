namespace NanoBatch.Runtime
{
    /// <summary>Executes scan instructions: one window, all its aggregates, as few passes as they need (JOB-LANGUAGE.md section 5).</summary>
    /// <remarks>One object for each engine. Tables are allocated on first use and kept; later runs allocate nothing. Not for two threads.</remarks>
    public sealed class WindowScan
    {
        private int _validCount;
        private int _stepsUsed;

        /// <summary>Valid samples of the last run's window before <c>in</c>; -1 where the run had an <c>in</c> and nothing needed that count.</summary>
        public int ValidCount => _validCount;

        /// <summary>Steps the last run used; never above the bound of its plan.</summary>
        public int StepsUsed => _stepsUsed;

        /// <summary>Fills one value for each item of the request, and as many as it has bins for a histogram.</summary>
        /// <param name="request">A verified request; read only.</param>
        /// <param name="values">Receives the numbers.</param>
        /// <param name="kinds">Receives <see cref="ValueKind"/> beside each number.</param>
        /// <param name="firstValue">Index of the first value written.</param>
        /// <returns>Number of values written.</returns>
        public int Run(ScanRequest request, double[] values, byte[] kinds, int firstValue)
        {
            _validCount = 0;
            _stepsUsed = 0;
            return 0;
        }

        /// <summary>Valid samples of one channel in a window, as a report gives them per channel.</summary>
        /// <param name="ring">The channel's ring.</param>
        /// <param name="newestSlot">Absolute number of the window's newest slot.</param>
        /// <param name="windowSlots">Slots of the window; those not kept count as gaps.</param>
        /// <param name="validLow">Least valid counts.</param>
        /// <param name="validHigh">Greatest valid counts.</param>
        /// <remarks>Costs <see cref="Protocol.ScanPlan.CountBound"/> steps at most.</remarks>
        public static int CountValid(Ring ring, long newestSlot, int windowSlots, int validLow, int validHigh)
        {
            return 0;
        }
    }
}
