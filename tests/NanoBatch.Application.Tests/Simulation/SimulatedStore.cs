using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>Files in memory that can be wiped, refuse writes, or throw.</summary>
internal sealed class SimulatedStore : IStore
{
    private MemoryStore _files = new();

    public bool Refuses { get; set; }

    public bool Throws { get; set; }

    public int AppendCount { get; private set; }

    public int RefusedCount { get; private set; }

    public void Wipe() => _files = new MemoryStore();

    public string[] List()
    {
        Check();
        return _files.List();
    }

    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        Check();
        return _files.Read(name, position, buffer, offset, count);
    }

    public int Length(string name)
    {
        Check();
        return _files.Length(name);
    }

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        Check();
        if (Refuses)
        {
            RefusedCount++;
            return false;
        }

        AppendCount++;
        return _files.Append(name, buffer, offset, count);
    }

    public bool Delete(string name)
    {
        Check();
        return !Refuses && _files.Delete(name);
    }

    public long FreeBytes()
    {
        Check();
        return _files.FreeBytes();
    }

    private void Check()
    {
        if (Throws)
        {
            RefusedCount++;
            throw new InjectedException("store");
        }
    }
}
