namespace NanoBatch.Application
{
    /// <summary>What a thread does.</summary>
    public interface IThreadBody
    {
        /// <summary>Runs until the thread has nothing more to do; may throw.</summary>
        void Run();
    }
}
