namespace NanoBatch.Protocol
{
    /// <summary>How a report's field is coded (DECISIONS 35).</summary>
    public static class FieldTag
    {
        public const int Null = 0;

        /// <summary>A whole number in zigzag form: exact.</summary>
        public const int Integer = 1;

        /// <summary>IEEE 754 binary32, little-endian.</summary>
        public const int Float = 2;

        /// <summary>A count byte, then as many varints.</summary>
        public const int Array = 3;
    }
}
