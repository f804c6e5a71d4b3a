namespace NanoBatch.Protocol
{
    /// <summary>Bits of a <see cref="Opcode.ReportRule"/>.</summary>
    public static class ReportFlags
    {
        /// <summary>A condition is on the stack; the report is sent only where it holds.</summary>
        public const int When = 1;

        /// <summary>Sent only when a field changed by at least the constant that follows.</summary>
        public const int OnChange = 2;

        /// <summary>Sent also when the duration that follows has passed since the last one; only with <see cref="OnChange"/>.</summary>
        public const int OrEvery = 4;

        /// <summary>Every scan item so far is a field.</summary>
        public const int AllItems = 8;

        public const int All = 15;
    }
}
