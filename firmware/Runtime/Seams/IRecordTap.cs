namespace NanoBatch.Runtime
{
    /// <summary>Sees every record at the moment it is committed: replay and simulations read results from here.</summary>
    public interface IRecordTap
    {
        /// <summary>Called once for each record, in order; the bytes are valid during the call.</summary>
        void Committed(byte[] buffer, int offset, int count);
    }
}
