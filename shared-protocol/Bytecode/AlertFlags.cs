namespace NanoBatch.Protocol
{
    /// <summary>Bits of an <see cref="Opcode.AlertRule"/>.</summary>
    public static class AlertFlags
    {
        /// <summary>A second condition, on top of the stack, clears the alert; without it the first one's opposite does.</summary>
        public const int Until = 1;

        /// <summary>The number of consecutive runs follows; without it one run raises.</summary>
        public const int ForRuns = 2;

        public const int All = 3;
    }
}
