using System;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Images;

/// <summary>One file of a store image and which records lie in it.</summary>
internal sealed class ImageFile
{
    public ImageFile(FlashModel flash, int index)
    {
        Index = index;
        Name = flash.NameOf(index);
        Length = flash.LengthOf(index);
        IsLedger = Name.StartsWith("nbl-", StringComparison.Ordinal);
        IsHistory = Name.StartsWith("nbh-", StringComparison.Ordinal);
        if (IsLedger || IsHistory)
        {
            byte[] bytes = flash.BytesOf(index);
            First = RecordBytes.NumberAt(bytes, 0);
            for (int at = 0; at < bytes.Length; at += RecordBytes.LengthAt(bytes, at))
            {
                Last = RecordBytes.NumberAt(bytes, at);
            }
        }
    }

    public int Index { get; }

    public string Name { get; }

    public int Length { get; }

    public bool IsLedger { get; }

    public bool IsHistory { get; }

    /// <summary>Numbers of the first and the last record; 0 for a package.</summary>
    public uint First { get; }

    public uint Last { get; }
}
