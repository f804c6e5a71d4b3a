using System.Collections.Generic;
using System.Linq;
using NanoBatch.Results;

namespace NanoBatch.Hub.Tests.Support;

/// <summary>What is in a store, read by a process that is not the hub.</summary>
internal static class Stored
{
    /// <summary>Sequence numbers of the reports of an epoch, in record order.</summary>
    public static long[] Reports(StoreAddress address, ulong epoch)
    {
        using ResultStore store = ResultStore.Open(address);
        return [.. store.Query(new ResultQuery()).Select(stored => stored.Result).OfType<ReportResult>().Where(r => r.Epoch == epoch).OrderBy(r => r.Record).Select(r => r.Seq)];
    }

    /// <summary>The boards that it knows, by label.</summary>
    public static IReadOnlyList<BoardSummary> Boards(StoreAddress address)
    {
        using ResultStore store = ResultStore.Open(address);
        return BoardRegistry.Read(store);
    }
}
