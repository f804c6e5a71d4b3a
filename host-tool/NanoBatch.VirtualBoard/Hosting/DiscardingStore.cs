using NanoBatch.Runtime;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>Keeps nothing: a replay reads its records at the moment they are committed.</summary>
internal sealed class DiscardingStore : IStore
{
    public string[] List() => [];

    public int Read(string name, int position, byte[] buffer, int offset, int count) => -1;

    public int Length(string name) => -1;

    public bool Append(string name, byte[] buffer, int offset, int count) => true;

    public bool Delete(string name) => true;

    public long FreeBytes() => int.MaxValue;
}
