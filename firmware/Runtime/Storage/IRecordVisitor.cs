using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Rebuilds state from the records of earlier starts.</summary>
    public interface IRecordVisitor
    {
        /// <summary>Takes one whole record; the reader stands at its payload and is limited to it.</summary>
        void Visit(RecordHeader header, ByteReader payload);
    }
}
