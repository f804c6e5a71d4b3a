using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NanoBatch.Results;

/// <summary>The local store of collected results, one SQLite file: each result exactly once, whichever roads and however often it came.</summary>
/// <remarks>The key is (epoch, record number). One instance for one thread; several processes may have the file open.</remarks>
public sealed class ResultStore : IDisposable
{
    private const int KindReport = 1;
    private const int KindAlert = 2;
    private const int KindOther = 3;

    private const string ResultColumns = "id, kind, epoch, record, board, job, task, time_ms, boot, monotonic_ms, digest, body";

    private readonly SqliteConnection _connection;
    private readonly string _path;

    private ResultStore(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
    }

    /// <summary>Opens a store, or makes an empty one with its folder.</summary>
    /// <exception cref="ResultStoreException">The file is no store, damaged, newer than this program, or cannot be written.</exception>
    public static ResultStore Open(string path) => new(path, ResultStoreSchema.Open(path));

    /// <summary>Stores a batch in one transaction; what is there already is left as it is.</summary>
    /// <returns>How many records were new.</returns>
    /// <exception cref="ArgumentException">A result has no epoch or record number; nothing was stored.</exception>
    public int Add(ResultBatch batch)
    {
        if (batch.Results.Any(result => result.Epoch is null || result.Record is null))
        {
            throw new ArgumentException("a result without epoch and record number has no key", nameof(batch));
        }

        return Guarded(() =>
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            int added = AddRecords(batch);
            AddPackages(batch.Packages);
            NameResults(batch.Results);
            if (batch.Board is not null)
            {
                AddBoard(batch.Board);
            }

            transaction.Commit();
            return added;
        });
    }

    /// <summary>Reads results: by time, undated ones last; at one instant by board, job and task, a task's report before its alerts.</summary>
    public IReadOnlyList<StoredResult> Query(ResultQuery query) => Guarded(() =>
    {
        using SqliteCommand command = Command($"""
            SELECT {ResultColumns} FROM record
            WHERE kind IN (1, 2) AND ($since IS NULL OR time_ms >= $since) AND ($until IS NULL OR time_ms <= $until)
                AND ($job IS NULL OR job = $job) AND ($board IS NULL OR board = $board) AND ($after IS NULL OR id > $after)
            ORDER BY time_ms IS NULL, time_ms, board, epoch, CASE WHEN time_ms IS NULL THEN record END, job, task, kind, record
            """);
        Bind(command, "$since", query.SinceMs);
        Bind(command, "$until", query.UntilMs);
        Bind(command, "$job", query.Job);
        Bind(command, "$board", query.Board);
        Bind(command, "$after", query.ArrivedAfter);
        using SqliteDataReader reader = command.ExecuteReader();
        var results = new List<StoredResult>();
        while (reader.Read())
        {
            results.Add(new StoredResult(reader.GetInt64(0), ReadResult(reader)));
        }

        return results;
    });

    /// <summary>The record numbers of an epoch that are stored, in rising order: what may be acknowledged to the board.</summary>
    public IReadOnlyList<RecordRange> StoredRanges(ulong epoch) => Guarded(() =>
    {
        // Numbers that follow each other share their distance to their place in the order.
        using SqliteCommand command = Command("""
            SELECT min(record), max(record) FROM (SELECT record, record - row_number() OVER (ORDER BY record) AS island FROM record WHERE epoch = $epoch)
            GROUP BY island ORDER BY 1
            """);
        Bind(command, "$epoch", unchecked((long)epoch));
        using SqliteDataReader reader = command.ExecuteReader();
        var ranges = new List<RecordRange>();
        while (reader.Read())
        {
            ranges.Add(new RecordRange(reader.GetInt64(0), reader.GetInt64(1)));
        }

        return ranges;
    });

    /// <summary>Dates the undated results of one boot, once a clock record tells when that boot was.</summary>
    /// <param name="epoch">Store epoch.</param>
    /// <param name="boot">Boot number.</param>
    /// <param name="bootUtcMs">The instant at which that boot's monotonic clock was 0, milliseconds since 1970.</param>
    /// <returns>How many results got a time.</returns>
    public int ResolveTimes(ulong epoch, long boot, long bootUtcMs) => Guarded(() =>
    {
        using SqliteCommand command = Command("""
            UPDATE record SET time_ms = monotonic_ms + $origin
            WHERE epoch = $epoch AND boot = $boot AND kind IN (1, 2) AND time_ms IS NULL AND monotonic_ms IS NOT NULL
            """);
        Bind(command, "$origin", bootUtcMs);
        Bind(command, "$epoch", unchecked((long)epoch));
        Bind(command, "$boot", boot);
        return command.ExecuteNonQuery();
    });

    /// <summary>The job package of a digest (8 hex digits), or null.</summary>
    public byte[]? PackageOf(string digest) => Guarded(() =>
    {
        using SqliteCommand command = Command("SELECT bytes FROM package WHERE digest = $digest");
        Bind(command, "$digest", digest);
        return command.ExecuteScalar() as byte[];
    });

    /// <summary>Records of an epoch that are no results, of one type, in rising order: what a later delivery is read with.</summary>
    /// <param name="epoch">Store epoch.</param>
    /// <param name="type">Record type as the protocol numbers it.</param>
    public IReadOnlyList<LedgerRecord> OthersOf(ulong epoch, int type) => Guarded(() =>
    {
        using SqliteCommand command = Command("SELECT record, body FROM record WHERE epoch = $epoch AND kind = 3 AND task = $type ORDER BY record");
        Bind(command, "$epoch", unchecked((long)epoch));
        Bind(command, "$type", type);
        using SqliteDataReader reader = command.ExecuteReader();
        var records = new List<LedgerRecord>();
        while (reader.Read())
        {
            records.Add(new LedgerRecord(epoch, reader.GetInt64(0), type, reader.GetFieldValue<byte[]>(1)));
        }

        return records;
    });

    /// <summary>The boards that delivered, newest first.</summary>
    public IReadOnlyList<BoardEntry> Boards() => Guarded(() =>
    {
        using SqliteCommand command = Command("SELECT epoch, id, mac, build, seen_ms FROM board ORDER BY seen_ms DESC, id");
        using SqliteDataReader reader = command.ExecuteReader();
        var boards = new List<BoardEntry>();
        while (reader.Read())
        {
            boards.Add(new BoardEntry(unchecked((ulong)reader.GetInt64(0)), reader.GetString(1), Text(reader, 2), Text(reader, 3), reader.GetInt64(4)));
        }

        return boards;
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private int AddRecords(ResultBatch batch)
    {
        using SqliteCommand command = Command("""
            INSERT OR IGNORE INTO record (epoch, record, kind, board, job, task, time_ms, boot, monotonic_ms, digest, body)
            VALUES ($epoch, $record, $kind, $board, $job, $task, $time, $boot, $monotonic, $digest, $body)
            """);
        int added = 0;
        foreach (Result result in batch.Results)
        {
            command.Parameters.Clear();
            Bind(command, "$epoch", unchecked((long)result.Epoch!.Value));
            Bind(command, "$record", result.Record);
            Bind(command, "$kind", result is AlertResult ? KindAlert : KindReport);
            Bind(command, "$board", result.Board);
            Bind(command, "$job", result.Job);
            Bind(command, "$task", result.Task);
            Bind(command, "$time", result.TimeMs);
            Bind(command, "$boot", result.Boot);
            Bind(command, "$monotonic", result.MonotonicMs);
            Bind(command, "$digest", result.Digest);
            Bind(command, "$body", ResultBody.Write(result));
            added += command.ExecuteNonQuery();
        }

        return added + AddOthers(batch.Others);
    }

    private int AddOthers(IReadOnlyList<LedgerRecord> records)
    {
        using SqliteCommand command = Command("INSERT OR IGNORE INTO record (epoch, record, kind, task, body) VALUES ($epoch, $record, $kind, $type, $body)");
        int added = 0;
        foreach (LedgerRecord record in records)
        {
            command.Parameters.Clear();
            Bind(command, "$epoch", unchecked((long)record.Epoch));
            Bind(command, "$record", record.Number);
            Bind(command, "$kind", KindOther);
            Bind(command, "$type", record.Type);
            Bind(command, "$body", record.Payload.ToArray());
            added += command.ExecuteNonQuery();
        }

        return added;
    }

    private void AddPackages(IReadOnlyDictionary<string, byte[]> packages)
    {
        using SqliteCommand command = Command("INSERT OR IGNORE INTO package (digest, bytes) VALUES ($digest, $bytes)");
        foreach ((string digest, byte[] bytes) in packages)
        {
            command.Parameters.Clear();
            Bind(command, "$digest", digest);
            Bind(command, "$bytes", bytes);
            if (command.ExecuteNonQuery() > 0 && KnownPackage.TryRead(bytes, out _) is { } known)
            {
                NameResults(known);
            }
        }
    }

    /// <summary>Gives names to results whose package the store has, though whoever decoded them did not know it: another collector brought it.</summary>
    private void NameResults(IReadOnlyList<Result> results)
    {
        foreach (string digest in results.Where(r => r.Digest is not null && r.Job == ResultNaming.JobWithoutPackage(r.Digest)).Select(r => r.Digest!).Distinct())
        {
            if (PackageOf(digest) is { } bytes && KnownPackage.TryRead(bytes, out _) is { } known)
            {
                NameResults(known);
            }
        }
    }

    /// <summary>Gives names to results that came before their package.</summary>
    private void NameResults(KnownPackage known)
    {
        foreach ((long id, Result result) in ResultsWithoutPackage(known.Digest))
        {
            Result named = ResultNaming.Apply(result, known);
            using SqliteCommand command = Command("UPDATE record SET job = $job, body = $body WHERE id = $id");
            Bind(command, "$id", id);
            Bind(command, "$job", named.Job);
            Bind(command, "$body", ResultBody.Write(named));
            command.ExecuteNonQuery();
        }
    }

    private List<(long Id, Result Result)> ResultsWithoutPackage(string digest)
    {
        using SqliteCommand command = Command($"SELECT {ResultColumns} FROM record WHERE kind IN (1, 2) AND digest = $digest AND job = $job");
        Bind(command, "$digest", digest);
        Bind(command, "$job", ResultNaming.JobWithoutPackage(digest));
        using SqliteDataReader reader = command.ExecuteReader();
        var results = new List<(long, Result)>();
        while (reader.Read())
        {
            results.Add((reader.GetInt64(0), ReadResult(reader)));
        }

        return results;
    }

    private void AddBoard(BoardEntry board)
    {
        using SqliteCommand command = Command("INSERT OR REPLACE INTO board (epoch, id, mac, build, seen_ms) VALUES ($epoch, $id, $mac, $build, $seen)");
        Bind(command, "$epoch", unchecked((long)board.Epoch));
        Bind(command, "$id", board.Id);
        Bind(command, "$mac", board.Mac);
        Bind(command, "$build", board.Build);
        Bind(command, "$seen", board.SeenMs);
        command.ExecuteNonQuery();
    }

    private static Result ReadResult(SqliteDataReader row) => ResultBody.Read(row.GetString(11), row.GetInt64(1) == KindAlert) with
    {
        Epoch = unchecked((ulong)row.GetInt64(2)),
        Record = row.GetInt64(3),
        Board = Text(row, 4),
        Job = row.GetString(5),
        Task = row.GetInt32(6),
        TimeMs = Number(row, 7),
        Boot = Number(row, 8),
        MonotonicMs = Number(row, 9),
        Digest = Text(row, 10),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Bind(SqliteCommand command, string name, object? value) => command.Parameters.AddWithValue(name, value ?? DBNull.Value);

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw ResultStoreSchema.Explain(_path, e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or InvalidCastException or FormatException)
        {
            throw new ResultStoreException($"{_path}: error a row of the results store cannot be read; move the file away and collect again.", e);
        }
    }
}
