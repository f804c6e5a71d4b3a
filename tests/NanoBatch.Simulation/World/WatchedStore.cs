using System;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>A board's flash with a witness: cuts the power inside writes, and remembers ledger batches that were cut or refused.</summary>
internal sealed class WatchedStore(FlashModel flash, SimulatedBoard board, Chance chance) : IStore
{
    private const string LedgerPrefix = "nbl-";

    /// <summary>Writes until the power goes; below 0 for never.</summary>
    public int CutIn { get; set; } = -1;

    /// <summary>Writes of which one is cut in a million, once none is planned.</summary>
    public int CutPerMillion { get; set; }

    public string[] List() => flash.List();

    public int Read(string name, int position, byte[] buffer, int offset, int count) => flash.Read(name, position, buffer, offset, count);

    public int Length(string name) => flash.Length(name);

    public long FreeBytes() => flash.FreeBytes();

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        bool isOn = !flash.IsOff;
        MayCut(count);
        bool isDone = flash.Append(name, buffer, offset, count);
        if (!isDone && isOn)
        {
            if (name.StartsWith(LedgerPrefix, StringComparison.Ordinal))
            {
                board.Refused(buffer, offset, count);
            }

            board.WriteFailed(flash.IsOff);
        }

        return isDone;
    }

    public bool Delete(string name)
    {
        bool isOn = !flash.IsOff;
        MayCut(1);
        bool isDone = flash.Delete(name);
        if (!isDone && isOn)
        {
            board.WriteFailed(flash.IsOff);
        }

        return isDone;
    }

    private void MayCut(int bytes)
    {
        if (CutIn < 0 && chance.Hits(CutPerMillion))
        {
            CutIn = 0;
        }

        if (CutIn >= 0 && CutIn-- == 0)
        {
            flash.ArmCut(flash.WriteCount, chance.Below(4) == 0 ? bytes : chance.Below(bytes + 1), (UnclosedFate)chance.Below(3), chance.Next());
        }
    }
}
