namespace NanoBatch.Runtime
{
    /// <summary>A log that a link can stream: the ledger, the history.</summary>
    public interface IRecordSource
    {
        /// <summary>Number of the record that <see cref="Read"/> gave last.</summary>
        uint ReadNumber { get; }

        /// <summary>Number that the next record will have.</summary>
        uint EndRecord { get; }

        /// <summary>Copies the first record at or after a number.</summary>
        /// <param name="record">Least number wanted.</param>
        /// <param name="buffer">Room for a whole record.</param>
        /// <returns>Its bytes, 0 where there is none, -1 where the store cannot be read now and is to be asked again later, or
        /// less where the buffer is too short: minus the bytes that the record takes.</returns>
        int Read(uint record, byte[] buffer);
    }
}
