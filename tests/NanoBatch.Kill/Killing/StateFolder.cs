using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Kill.Killing;

/// <summary>What lies in the state folder of a virtual board that is not running, read through the runtime's own recovery; nothing in it is changed.</summary>
internal sealed class StateFolder(string folder, BoardProfile profile)
{
    /// <summary>Every record that a board started over this folder has, by number; the epoch with them.</summary>
    public (ulong Epoch, IReadOnlyDictionary<long, byte[]> Records) Read()
    {
        BoardConfig config = BoardSetup.From(profile);
        config.EpochSeed = ulong.MaxValue;      // of a folder that never saw a commit
        var board = new Board(config, new NoInputs(), new ReadOnlyStore(new FolderStore(folder)), [], null, 0);
        var records = new Dictionary<long, byte[]>();
        byte[] buffer = new byte[RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc];
        var header = new RecordHeader();
        uint next = 0;
        int length;
        while ((length = board.Ledger.Read(next, buffer)) > 0)
        {
            if (!header.TryRead(buffer, 0, length, new ByteReader()))
            {
                throw new FoundException(FormattableString.Invariant($"the board hands out a damaged record at or after {next}"));
            }

            records.Add(header.Record, buffer[..length]);
            next = header.Record + 1;
        }

        return (board.Ledger.Epoch, records);
    }

    private sealed class NoInputs : IAdc
    {
        public int Read(int channel) => Ring.Gap;
    }

    private sealed class ReadOnlyStore(IStore store) : IStore
    {
        public string[] List() => store.List();

        public int Read(string name, int position, byte[] buffer, int offset, int count) => store.Read(name, position, buffer, offset, count);

        public int Length(string name) => store.Length(name);

        public bool Append(string name, byte[] buffer, int offset, int count) => false;

        public bool Delete(string name) => false;

        public long FreeBytes() => store.FreeBytes();
    }
}
