namespace NanoBatch.Simulation.Flash;

/// <summary>Sees what a flash model does to its medium: wear is counted and writes are enumerated from here.</summary>
public interface IFlashWitness
{
    /// <summary>An append ended with its close.</summary>
    /// <param name="name">File.</param>
    /// <param name="lengthBefore">Its bytes before.</param>
    /// <param name="count">Bytes appended.</param>
    void Closed(string name, int lengthBefore, int count);

    /// <summary>A file of so many bytes was removed.</summary>
    void Deleted(string name, int length);
}
