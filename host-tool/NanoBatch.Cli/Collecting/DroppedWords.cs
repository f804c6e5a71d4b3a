using System;
using NanoBatch.Protocol;
using NanoBatch.Results;

namespace NanoBatch.Cli.Collecting;

/// <summary>What a board says about numbers without records, in words.</summary>
internal static class DroppedWords
{
    /// <summary>One sentence without a full stop.</summary>
    public static string Of(string board, DroppedRecords dropped)
    {
        string records = Records(dropped.First, dropped.Last);
        return dropped.Reason switch
        {
            DropReason.NoRoom => $"{board} had no room for {records}: lost",
            DropReason.StoreRefused => $"the storage of {board} refused {records}: lost",
            DropReason.CutOff => $"a power loss or damage cut {records} of {board} off before they were safe",
            _ => $"{board} lost {records}, for a reason that this version does not know",
        };
    }

    /// <summary>The same for numbers of which the board says nothing.</summary>
    public static string OfHole(string board, RecordRange hole)
        => $"{Records(hole.First, hole.Last)} of {board} {(hole.First == hole.Last ? "is" : "are")} damaged in its storage";

    private static string Records(long first, long last)
        => first == last ? FormattableString.Invariant($"record {first}") : FormattableString.Invariant($"records {first} to {last}");
}
