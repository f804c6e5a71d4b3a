using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>Files in memory that can be told to fail.</summary>
internal sealed class SwitchableStore : IStore
{
    private MemoryStore _files = new();

    /// <summary>True makes every write fail.</summary>
    public bool IsFull { get; set; }

    /// <summary>Loses everything, as a new disk.</summary>
    public void Wipe() => _files = new MemoryStore();

    public string[] List() => _files.List();

    public int Read(string name, int position, byte[] buffer, int offset, int count) => _files.Read(name, position, buffer, offset, count);

    public int Length(string name) => _files.Length(name);

    public bool Append(string name, byte[] buffer, int offset, int count) => !IsFull && _files.Append(name, buffer, offset, count);

    public bool Delete(string name) => _files.Delete(name);

    public long FreeBytes() => IsFull ? 0 : _files.FreeBytes();
}
