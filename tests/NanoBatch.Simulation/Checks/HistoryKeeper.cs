using System;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Checks;

/// <summary>The history has no tap: what each close brought into its files is its truth.</summary>
public sealed class HistoryKeeper(FlashModel flash, RecordShelf shelf) : IFlashWitness
{
    private byte[] _bytes = new byte[512];

    public void Closed(string name, int lengthBefore, int count)
    {
        if (!name.StartsWith("nbh-", StringComparison.Ordinal))
        {
            return;
        }

        if (_bytes.Length < count)
        {
            _bytes = new byte[count * 2];
        }

        IRecordTap tap = shelf;
        flash.Read(name, lengthBefore, _bytes, 0, count);
        for (int at = 0; at < count;)
        {
            int length = RecordBytes.LengthAt(_bytes, at);
            tap.Committed(_bytes, at, length);
            at += length;
        }
    }

    public void Deleted(string name, int length)
    {
    }
}
