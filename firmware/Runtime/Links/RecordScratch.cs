using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Room for records between storage and links: one batch on its way in, or one record on its way out. It grows with the longest that comes.</summary>
    /// <remarks>A batch begins and is committed within one step, so that it shares the room with readers. Whoever fills it leaves its mark; who finds another mark at its
    /// next step reads again.</remarks>
    public sealed class RecordScratch
    {
        /// <summary>The longest record there can be, bytes.</summary>
        public const int BytesMax = RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc;

        private const int BytesMin = 64;

        public byte[] Bytes = new byte[BytesMin];

        /// <summary>Whose bytes lie here.</summary>
        public object Owner;

        /// <summary>Makes room.</summary>
        /// <param name="bytes">What is needed.</param>
        /// <param name="used">Bytes from the beginning that stay.</param>
        public void Reserve(int bytes, int used)
        {
            if (Bytes.Length < bytes)
            {
                byte[] larger = new byte[bytes];
                System.Array.Copy(Bytes, 0, larger, 0, used);
                Bytes = larger;
            }
        }

        /// <summary>Reads a record as <see cref="IRecordSource.Read"/> does, whatever its length.</summary>
        public int Read(IRecordSource source, uint number, object owner)
        {
            Owner = owner;
            int length = source.Read(number, Bytes);
            if (length < -1)
            {
                Reserve(-length, 0);
                length = source.Read(number, Bytes);
            }

            return length;
        }
    }
}
