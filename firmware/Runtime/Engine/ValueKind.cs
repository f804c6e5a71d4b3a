namespace NanoBatch.Runtime
{
    /// <summary>What a value slot of a run holds.</summary>
    public static class ValueKind
    {
        /// <summary>No value; the number beside it is 0.</summary>
        public const byte Null = 0;

        /// <summary>A finite number.</summary>
        public const byte Number = 1;
    }
}
