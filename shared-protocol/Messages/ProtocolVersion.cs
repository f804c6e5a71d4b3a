namespace NanoBatch.Protocol
{
    /// <summary>What Hello exchanges: majors must match, minors only append (DECISIONS 16).</summary>
    public static class ProtocolVersion
    {
        public const int Major = 1;
        public const int Minor = 0;
        public const int Opcodes = 1;
    }
}
