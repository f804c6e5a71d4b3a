using System;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Results.Tests;

/// <summary>The store in a SQLite file, and files that are none.</summary>
[TestClass]
public sealed class SqliteStoreTests : StoreContract
{
    private string _folder = string.Empty;

    private string StorePath => Path.Combine(_folder, "results.db");

    /// <inheritdoc/>
    protected override StoreAddress Address => StoreAddress.OfFile(StorePath);

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("nanobatch-results").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, true);

    [TestMethod]
    public void A_store_of_the_first_version_is_brought_up_to_date()
    {
        Run("""
            CREATE TABLE record (id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, record INTEGER NOT NULL, kind INTEGER NOT NULL, board TEXT, job TEXT, task INTEGER,
                time_ms INTEGER, boot INTEGER, monotonic_ms INTEGER, digest TEXT, body ANY, UNIQUE (epoch, record));
            CREATE INDEX record_by_time ON record (time_ms);
            CREATE TABLE package (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
            CREATE TABLE board (epoch INTEGER PRIMARY KEY, id TEXT NOT NULL, mac TEXT, build TEXT, seen_ms INTEGER NOT NULL);
            INSERT INTO record VALUES (1, 5, 1, 3, NULL, NULL, 9, NULL, NULL, NULL, NULL, x'0102');
            INSERT INTO record VALUES (2, 5, 2, 2, 'field-7', 'irrigation', 1, 1000, NULL, NULL, NULL, '{"version":1,"alert":"dry","raised":true}');
            INSERT INTO board VALUES (5, 'field-7', NULL, '1.0', 77);
            PRAGMA application_id = 1312969299;
            PRAGMA user_version = 1;
            """);
        ResultStore.Open(StorePath).Dispose();
        using ResultStore store = ResultStore.Open(StorePath);
        CollectionAssert.AreEqual(new byte[] { 1, 2 }, store.OthersOf(5, 9).Single().Payload.ToArray());
        Assert.AreEqual("dry", ((AlertResult)store.Query(new ResultQuery()).Single().Result).Alert);
        Assert.AreEqual(new BoardEntry(5, "field-7", null, "1.0", 77), store.Boards().Single());
        Assert.AreEqual(1, store.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 3)] }));
    }

    [TestMethod]
    public void A_missing_folder_is_made()
    {
        string path = Path.Combine(_folder, "a", "b", "results.db");
        ResultStore.Open(path).Dispose();
        Assert.IsTrue(File.Exists(path));
    }

    [TestMethod]
    public void A_file_that_is_no_store_is_refused_and_left_alone()
    {
        byte[] text = [.. "time,soil1\n"u8, .. Enumerable.Repeat((byte)'x', 5000)];
        File.WriteAllBytes(StorePath, text);
        CheckRefused("this is no results store");
        CollectionAssert.AreEqual(text, File.ReadAllBytes(StorePath));
    }

    [TestMethod]
    public void A_database_of_another_program_is_refused()
    {
        Run("CREATE TABLE photos (id INTEGER)");
        CheckRefused("this is the database of another program");
    }

    [TestMethod]
    public void A_store_of_a_newer_program_is_refused()
    {
        ResultStore.Open(StorePath).Dispose();
        Run("PRAGMA user_version = 3");
        CheckRefused("the results store has version 3 and this program knows 2; update nanobatch");
    }

    [TestMethod]
    public void A_damaged_store_is_an_error_never_a_crash()
    {
        using (ResultStore store = ResultStore.Open(StorePath))
        {
            store.Add(new ResultBatch { Results = Enumerable.Range(0, 500).Select(i => (Result)Keyed(Sample.Report(i), i)).ToArray() });
        }

        byte[] good = File.ReadAllBytes(StorePath);
        int refused = 0;
        for (int at = 100; at < good.Length; at += 1009)
        {
            byte[] bad = (byte[])good.Clone();
            Array.Fill(bad, (byte)0xA5, at, Math.Min(200, bad.Length - at));
            File.WriteAllBytes(StorePath, bad);
            try
            {
                using ResultStore store = ResultStore.Open(StorePath);
                store.Query(new ResultQuery());
                store.StoredRanges(1);
                store.Add(new ResultBatch { Results = [Keyed(Sample.Report(), 9999)] });
            }
            catch (ResultStoreException e)
            {
                refused++;
                Assert.StartsWith(StorePath + ": error ", e.Message);
            }
        }

        Assert.IsGreaterThan(10, refused);
    }

    [TestMethod]
    public void A_folder_in_place_of_the_file_is_an_error()
    {
        Directory.CreateDirectory(StorePath);
        CheckRefused("the results store cannot be opened");
    }

    private void CheckRefused(string reason)
    {
        ResultStoreException e = Assert.ThrowsExactly<ResultStoreException>(() => ResultStore.Open(StorePath).Dispose());
        Assert.StartsWith($"{StorePath}: error {reason}", e.Message);
        Assert.EndsWith(".", e.Message);
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
