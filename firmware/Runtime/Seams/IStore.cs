namespace NanoBatch.Runtime
{
    /// <summary>Flat files that are appended to, read and deleted; nothing is renamed or overwritten (DECISIONS 42).</summary>
    public interface IStore
    {
        /// <summary>Names of all files, in no order.</summary>
        string[] List();

        /// <summary>Reads up to <paramref name="count"/> bytes from <paramref name="position"/> on.</summary>
        /// <returns>Bytes read, 0 past the end, -1 where the file is missing or cannot be read.</returns>
        int Read(string name, int position, byte[] buffer, int offset, int count);

        /// <summary>Bytes of a file, -1 where it is missing.</summary>
        int Length(string name);

        /// <summary>Opens, writes at the end and closes; what it confirms survives a power cut.</summary>
        /// <returns>False where nothing, or only a part, was written.</returns>
        bool Append(string name, byte[] buffer, int offset, int count);

        /// <summary>Removes a file; a missing one is no fault.</summary>
        bool Delete(string name);

        /// <summary>Bytes that can still be written.</summary>
        long FreeBytes();
    }
}
