namespace NanoBatch.Application
{
    /// <summary>The status LED: what it says, as a pure function of state and time.</summary>
    /// <remarks>Twelve steps of 250 ms make a round of three seconds. Alive: one flash. No clock: two. No link: three. Alert: it blinks without a pause.</remarks>
    public static class StatusLight
    {
        public const int Alive = 0;
        public const int NoClock = 1;
        public const int NoLink = 2;
        public const int Alert = 3;

        /// <summary>The light changes at whole multiples of this time only, ms.</summary>
        public const int StepMs = 250;

        private const int Steps = 12;

        /// <summary>What matters most: an alert before a missing link before a missing clock.</summary>
        public static int StateOf(bool hasAlert, bool hasLink, bool hasClock)
        {
            return hasAlert ? Alert : !hasLink ? NoLink : !hasClock ? NoClock : Alive;
        }

        /// <summary>Whether the LED is lit at a time.</summary>
        /// <param name="state">One of the states.</param>
        /// <param name="nowMs">Monotonic time, not negative.</param>
        public static bool IsLit(int state, long nowMs)
        {
            int step = (int)(nowMs / StepMs % Steps);
            bool isFlash = (step & 1) == 0;
            switch (state)
            {
                case Alert:
                    return isFlash;
                case NoLink:
                    return isFlash && step < 6;
                case NoClock:
                    return isFlash && step < 4;
                default:
                    return step == 0;
            }
        }
    }
}
