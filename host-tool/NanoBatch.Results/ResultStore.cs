using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Text.Json;

namespace NanoBatch.Results;

/// <summary>A store of collected results, a SQLite file or a PostgreSQL database: each result exactly once, whichever roads and however often it came.</summary>
/// <remarks>The key is (epoch, record number). One instance for one thread; several processes may have the store open.</remarks>
public sealed partial class ResultStore : IDisposable
{
    /// <summary>A result whose boot has no clock record yet.</summary>
    internal const string IsUndated = "time_ms IS NULL AND kind < 3";

    /// <summary>A result whose package has not come yet.</summary>
    internal const string IsUnnamed = "job = 'job-' || digest";

    private const string ResultColumns = "id, kind, epoch, record, board, job, task, time_ms, boot, monotonic_ms, digest, body";

    private readonly StoreDialect _dialect;
    private readonly StoreSession _session;
    private readonly ResultBodyWriter _bodies = new();

    private ResultStore(StoreDialect dialect)
    {
        _dialect = dialect;
        _session = new StoreSession(dialect.Open());
    }

    /// <summary>Opens a store in a file, or makes an empty one with its folder.</summary>
    /// <exception cref="ResultStoreException">The file is no store, damaged, newer than this program, or cannot be written.</exception>
    public static ResultStore Open(string path) => Open(StoreAddress.OfFile(path));

    /// <summary>Opens a store, or makes an empty one.</summary>
    /// <exception cref="ResultStoreException">It is no store, damaged, newer than this program, out of reach, or cannot be written.</exception>
    public static ResultStore Open(StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new ResultStore(address.CreateDialect());
    }

    /// <summary>Does several things in one transaction: all of them, or none where one throws.</summary>
    /// <remarks>One writer at a time; what it reads is what earlier ones committed.</remarks>
    public T InTransaction<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _session.IsInTransaction ? work() : Guarded(() =>
        {
            _session.Begin();
            try
            {
                _dialect.TakeTurn(_session);
                T result = work();
                _session.Commit();
                return result;
            }
            catch
            {
                _session.Rollback();
                throw;
            }
        });
    }

    /// <summary>Stores a batch in one transaction; what is there already is left as it is.</summary>
    /// <returns>How many records were new.</returns>
    /// <exception cref="ArgumentException">A result has no epoch or record number; nothing was stored.</exception>
    public int Add(ResultBatch batch) => Add([batch]);

    /// <summary>Stores batches in one transaction.</summary>
    /// <returns>How many records were new.</returns>
    /// <exception cref="ArgumentException">A result has no epoch or record number; nothing was stored.</exception>
    public int Add(IReadOnlyList<ResultBatch> batches)
    {
        if (batches.Any(batch => batch.Results.Any(result => result.Epoch is null || result.Record is null)))
        {
            throw new ArgumentException("a result without epoch and record number has no key", nameof(batches));
        }

        return InTransaction(() =>
        {
            int added = _dialect.Insert(_session, RowsOf(batches));
            AddPackages(batches);
            NameResults(batches);
            AddNews(batches);
            return added;
        });
    }

    /// <summary>Reads results: by time, undated ones last; at one instant by board, job and task, a task's report before its alerts.</summary>
    public IReadOnlyList<StoredResult> Query(ResultQuery query)
    {
        var results = new List<StoredResult>();
        Read(query, results.Add);
        return results;
    }

    /// <summary>The same for any number of results, one after another.</summary>
    /// <param name="query">Which.</param>
    /// <param name="take">Gets each; must not use the store.</param>
    public void Read(ResultQuery query, Action<StoredResult> take)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(take);
        (string conditions, (string Name, object? Value)[] parameters) = Where(query);

        // The index gives them by time, so that the first one comes at once and only those of one instant have to be sorted.
        ReadRows(
            $"""
            SELECT {ResultColumns} FROM record WHERE kind < 3{conditions}
            ORDER BY time_ms NULLS LAST, coalesce(board, ''), epoch, CASE WHEN time_ms IS NULL THEN record END, job, task, kind, record
            """,
            row => take(new StoredResult(row.GetInt64(0), ReadResult(row))),
            parameters);
    }

    /// <summary>The latest window end among results, milliseconds since 1970; null where none of them has a time.</summary>
    public long? NewestMs(ResultQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        (string conditions, (string Name, object? Value)[] parameters) = Where(query);
        return Guarded(() => (long?)_session.Scalar($"SELECT max(time_ms) FROM record WHERE kind < 3{conditions}", parameters));
    }

    /// <summary>The record numbers of an epoch that are stored, in rising order: what may be acknowledged to the board.</summary>
    public IReadOnlyList<RecordRange> StoredRanges(ulong epoch)
    {
        // Numbers that follow each other share their distance to their place in the order.
        var ranges = new List<RecordRange>();
        ReadRows(
            """
            SELECT min(record), max(record)
            FROM (SELECT record, record - row_number() OVER (ORDER BY record) AS island FROM record WHERE epoch = @epoch) AS numbered
            GROUP BY island ORDER BY 1
            """,
            row => ranges.Add(new RecordRange(row.GetInt64(0), row.GetInt64(1))),
            ("@epoch", Signed(epoch)));
        return ranges;
    }

    /// <summary>Rows of an epoch, of every kind.</summary>
    public long CountOf(ulong epoch) => Guarded(() => _session.Number("SELECT count(*) FROM record WHERE epoch = @epoch", ("@epoch", Signed(epoch))));

    /// <summary>Dates the undated results of one boot, once a clock record tells when that boot was.</summary>
    /// <param name="epoch">Store epoch.</param>
    /// <param name="boot">Boot number.</param>
    /// <param name="bootUtcMs">The instant at which that boot's monotonic clock was 0, milliseconds since 1970.</param>
    /// <returns>How many results got a time.</returns>
    public int ResolveTimes(ulong epoch, long boot, long bootUtcMs) => InTransaction(() => _session.Execute(
        $"UPDATE record SET time_ms = monotonic_ms + @origin WHERE epoch = @epoch AND boot = @boot AND {IsUndated} AND monotonic_ms IS NOT NULL",
        ("@origin", bootUtcMs),
        ("@epoch", Signed(epoch)),
        ("@boot", boot)));

    /// <summary>The job package of a digest (8 hex digits), or null.</summary>
    public byte[]? PackageOf(string digest) => Guarded(() => _session.Scalar("SELECT bytes FROM package WHERE digest = @digest", ("@digest", digest)) as byte[]);

    /// <summary>Records of an epoch that are no results, of one type, in rising order: what a later delivery is read with.</summary>
    /// <param name="epoch">Store epoch.</param>
    /// <param name="type">Record type as the protocol numbers it.</param>
    public IReadOnlyList<LedgerRecord> OthersOf(ulong epoch, int type)
    {
        var records = new List<LedgerRecord>();
        ReadRows(
            "SELECT record, payload FROM record WHERE epoch = @epoch AND kind = 3 AND task = @type ORDER BY record",
            row => records.Add(new LedgerRecord(epoch, row.GetInt64(0), type, row.GetFieldValue<byte[]>(1))),
            ("@epoch", Signed(epoch)),
            ("@type", type));
        return records;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _bodies.Dispose();
    }

    private static (string Conditions, (string Name, object? Value)[] Parameters) Where(ResultQuery query)
    {
        (object? Value, string Condition)[] all =
        [
            (query.SinceMs, "time_ms >= @since"), (query.UntilMs, "time_ms <= @until"), (query.Job, "job = @job"), (query.Board, "board = @board"),
            (query.ArrivedAfter, "id > @after"),
        ];
        (object? Value, string Condition)[] given = [.. all.Where(one => one.Value is not null)];
        return (string.Concat(given.Select(one => " AND " + one.Condition)),
            [.. given.Select(one => (one.Condition[one.Condition.IndexOf('@', StringComparison.Ordinal)..], one.Value))]);
    }

    private List<StoreRow> RowsOf(IReadOnlyList<ResultBatch> batches)
    {
        var rows = new List<StoreRow>();
        foreach (ResultBatch batch in batches)
        {
            foreach (Result result in batch.Results)
            {
                short kind = result is AlertResult ? StoreRow.Alert : StoreRow.Report;
                rows.Add(new StoreRow(
                    Signed(result.Epoch!.Value), result.Record!.Value, kind, result.Board, result.Job, result.Task, result.TimeMs, result.Boot, result.MonotonicMs,
                    result.Digest, _bodies.Write(result), null));
            }

            foreach (LedgerRecord other in batch.Others)
            {
                byte[] payload = other.Payload as byte[] ?? [.. other.Payload];
                rows.Add(new StoreRow(Signed(other.Epoch), other.Number, StoreRow.Other, null, null, other.Type, null, null, null, null, null, payload));
            }
        }

        return rows;
    }

    private void AddPackages(IReadOnlyList<ResultBatch> batches)
    {
        foreach ((string digest, byte[] bytes) in batches.SelectMany(batch => batch.Packages))
        {
            int added = _session.Execute(
                "INSERT INTO package (digest, bytes) VALUES (@digest, @bytes) ON CONFLICT DO NOTHING", ("@digest", digest), ("@bytes", bytes));
            if (added > 0 && KnownPackage.TryRead(bytes, out _) is { } known)
            {
                NameResults(known);
            }
        }
    }

    /// <summary>Gives names to results whose package the store has, though whoever decoded them did not know it: another collector brought it.</summary>
    private void NameResults(IReadOnlyList<ResultBatch> batches)
    {
        IEnumerable<Result> unnamed = batches.SelectMany(batch => batch.Results).Where(r => r.Version == 0 && r.Digest is not null);
        foreach (string digest in unnamed.Where(r => r.Job == ResultNaming.JobWithoutPackage(r.Digest!)).Select(r => r.Digest!).Distinct())
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
        var unnamed = new List<(long Id, Result Result)>();
        ReadRows(
            $"SELECT {ResultColumns} FROM record WHERE kind < 3 AND digest = @digest AND {IsUnnamed}",
            row => unnamed.Add((row.GetInt64(0), ReadResult(row))),
            ("@digest", known.Digest));
        ForgetAlerts(known.Digest, ResultNaming.JobWithoutPackage(known.Digest));
        foreach ((long id, Result result) in unnamed)
        {
            Result named = ResultNaming.Apply(result, known);
            _session.Execute("UPDATE record SET job = @job, body = @body WHERE id = @id", ("@job", named.Job), ("@body", _bodies.Write(named)), ("@id", id));
            NoteAlert(named as AlertResult);
        }
    }

    private static Result ReadResult(DbDataReader row) => ResultBody.Read(row.GetString(11), row.GetInt16(1) == StoreRow.Alert) with
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

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static long Signed(ulong epoch) => unchecked((long)epoch);

    private void ReadRows(string sql, Action<DbDataReader> take, params (string Name, object? Value)[] parameters) => Guarded(() =>
    {
        using DbDataReader reader = _session.Command(sql, parameters).ExecuteReader();
        while (reader.Read())
        {
            take(reader);
        }

        return true;
    });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DbException e) when (_dialect.Explain(e) is { } explained)
        {
            throw explained;
        }
        catch (Exception e) when (!_session.IsOpen && e is not ResultStoreException)
        {
            throw _dialect.Explain(e)
                ?? new ResultStoreException($"{_dialect.Display}: error the connection to the results store is gone; open it again.", e) { IsUnreachable = true };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or InvalidCastException or FormatException)
        {
            throw new ResultStoreException($"{_dialect.Display}: error a row of the results store cannot be read; move the file away and collect again.", e);
        }
    }
}
