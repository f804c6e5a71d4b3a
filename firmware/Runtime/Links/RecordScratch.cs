using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Room for one record on its way out, shared by a board's links and its outbox: 3.6 KB once instead of three times.</summary>
    /// <remarks>Whoever reads a record into it leaves its mark; who finds another mark at its next step reads again.</remarks>
    public sealed class RecordScratch
    {
        public readonly byte[] Bytes = new byte[RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc];

        /// <summary>Whose record lies here.</summary>
        public object Owner;
    }
}
