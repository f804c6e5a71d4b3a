using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Results.Tests;

/// <summary>The store in a PostgreSQL database; skipped where there is none.</summary>
[TestClass]
public sealed class PostgresStoreTests : StoreContract
{
    private StoreAddress? _address;

    /// <inheritdoc/>
    protected override StoreAddress Address => _address!;

    [TestInitialize]
    public void FindServer()
    {
        _address = PostgresServer.Shared?.NewStore();
        if (_address is null)
        {
            Assert.Inconclusive(PostgresServer.Missing);
        }
    }

    [TestMethod]
    public void Many_that_open_a_new_store_at_once_make_its_tables_once()
        => Parallel.For(0, 4, _ => ResultStore.Open(Address).Dispose());

    [TestMethod]
    public void Two_writers_at_once_store_each_result_once_and_numbers_rise_in_the_order_of_commits()
    {
        using ResultStore first = ResultStore.Open(Address);
        using ResultStore second = ResultStore.Open(Address);
        int[] added = new int[2];
        Parallel.For(0, 2, writer =>
        {
            for (long from = 0; from < 1000; from += 20)
            {
                // The same records, one forwards and one backwards: without turns they would wait for each other for ever.
                Result[] results = [.. Enumerable.Range(0, 40).Select(i => (Result)Keyed(Sample.Report(), from + i))];
                added[writer] += (writer == 0 ? first : second).Add(new ResultBatch { Results = writer == 0 ? results : [.. results.Reverse()] });
            }
        });
        Assert.AreEqual(1020, added.Sum());
        Assert.HasCount(1020, first.Query(new ResultQuery()));
        Assert.AreEqual(new RecordRange(0, 1019), first.StoredRanges(1).Single());
    }

    [TestMethod]
    public void A_wrong_database_is_one_sentence_that_says_unreachable()
    {
        StoreAddress address = StoreAddress.TryParse("postgres://nobody:secret@127.0.0.1:1/none", out _)!;
        ResultStoreException e = Assert.ThrowsExactly<ResultStoreException>(() => ResultStore.Open(address).Dispose());
        Assert.IsTrue(e.IsUnreachable);
        Assert.StartsWith("postgres://nobody@127.0.0.1:1/none: error the results database cannot be reached (", e.Message);
        Assert.DoesNotContain("secret", e.ToString());
    }
}
