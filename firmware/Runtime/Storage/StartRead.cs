namespace NanoBatch.Runtime
{
    /// <summary>Reads of a start, when a failed one would count as damage: tried again before it is believed.</summary>
    public static class StartRead
    {
        /// <summary>Times a read is tried: a flash that answers the second time was disturbed, one that fails three times is broken.</summary>
        public const int TriesMax = 3;

        /// <summary>As <see cref="IStore.Read"/>; -1 only where the file is missing or every try failed.</summary>
        public static int Read(IStore store, string name, int position, byte[] buffer, int count)
        {
            int got = store.Read(name, position, buffer, 0, count);
            for (int tries = 1; got < 0 && tries < TriesMax && store.Length(name) >= 0; tries++)
            {
                got = store.Read(name, position, buffer, 0, count);
            }

            return got;
        }
    }
}
