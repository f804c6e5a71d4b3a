using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Room for one record on its way out, shared by a board's links and its outbox; it grows with the longest record that comes.</summary>
    /// <remarks>Whoever reads a record into it leaves its mark; who finds another mark at its next step reads again.</remarks>
    public sealed class RecordScratch
    {
        /// <summary>The longest record there can be, bytes.</summary>
        public const int BytesMax = RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc;

        // A package of the greatest length with its descriptor; only reports with histograms by the dozen are longer.
        private const int BytesUsual = 1152;

        public byte[] Bytes = new byte[BytesUsual];

        /// <summary>Whose record lies here.</summary>
        public object Owner;

        /// <summary>Reads a record as <see cref="IRecordSource.Read"/> does, whatever its length.</summary>
        public int Read(IRecordSource source, uint number, object owner)
        {
            Owner = owner;
            int length = source.Read(number, Bytes);
            if (length == RecordCursor.NoRoom)
            {
                Bytes = new byte[BytesMax];
                length = source.Read(number, Bytes);
            }

            return length;
        }
    }
}
