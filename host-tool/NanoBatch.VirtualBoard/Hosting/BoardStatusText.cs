using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>A board's retained status (docs/PROTOCOL.md) as it is at the moment; any thread may ask.</summary>
internal sealed class BoardStatusText(Func<Board> findBoard, Func<long> nowMs)
{
    /// <summary>The message; its time is the board's own.</summary>
    public byte[] Write(BoardPresence state)
    {
        Board board = findBoard();

        // The acknowledged prefix first: it never passes the newest record, and both only grow.
        uint acknowledgedTo = board.Ledger.AcknowledgedTo;
        var message = new StatusMessage
        {
            State = state,
            UtcMs = board.Clock.IsKnown ? board.Clock.BoardTime(nowMs()) : 0,
            Boot = board.Ledger.Boot,
            Epoch = board.Ledger.Epoch,
            Clock = board.Clock.Quality,
            AcknowledgedTo = acknowledgedTo,
            Newest = Math.Max(acknowledgedTo, board.Ledger.NextRecord - 1),
            Build = board.Config.Build,
        };
        return message.Encode();
    }
}
