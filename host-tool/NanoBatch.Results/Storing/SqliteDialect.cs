using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;

namespace NanoBatch.Results;

/// <summary>A results store in one SQLite file: opens it, makes an empty one, and tells what is none.</summary>
/// <param name="path">The file.</param>
/// <param name="limits">What it is held to.</param>
internal sealed class SqliteDialect(string path, SqliteLimits limits) : StoreDialect
{
    /// <summary>Marks the file as ours, in SQLite's own field for that: "NBRS".</summary>
    public const int ApplicationId = 0x4E425253;

    private const string InsertRow = $"""
        INSERT INTO record ({StoreRow.Columns})
        VALUES (@epoch, @record, @kind, @board, @job, @task, @time, @boot, @monotonic, @digest, @body, @payload) ON CONFLICT DO NOTHING
        """;

    /// <inheritdoc/>
    public override string Display => path;

    /// <inheritdoc/>
    protected override (string Number, string Bytes, string Serial, string Text) Types => ("INTEGER", "BLOB", "INTEGER PRIMARY KEY", "TEXT");

    /// <inheritdoc/>
    public override DbConnection Open()
    {
        SqliteConnection? connection = null;
        try
        {
            string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
            }

            // No pool: a closed store must be free to be copied or deleted.
            var address = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = limits.WaitSeconds };
            connection = new SqliteConnection(address.ToString());
            connection.Open();
            Prepare(connection);
            return connection;
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (e is ResultStoreException || Explain(e) is not { } explained)
            {
                throw;
            }

            throw explained;
        }
    }

    /// <inheritdoc/>
    public override void TakeTurn(StoreSession session)
    {
        // A transaction of SQLite begins as the only writer of its file.
    }

    /// <inheritdoc/>
    public override int Insert(StoreSession session, IReadOnlyList<StoreRow> rows)
    {
        int added = 0;
        foreach (StoreRow row in rows)
        {
            added += session.Execute(
                InsertRow,
                ("@epoch", row.Epoch),
                ("@record", row.Record),
                ("@kind", row.Kind),
                ("@board", row.Board),
                ("@job", row.Job),
                ("@task", row.Task),
                ("@time", row.TimeMs),
                ("@boot", row.Boot),
                ("@monotonic", row.MonotonicMs),
                ("@digest", row.Digest),
                ("@body", row.Body),
                ("@payload", row.Payload));
        }

        return added;
    }

    /// <inheritdoc/>
    public override ResultStoreException? Explain(Exception fault) => fault switch
    {
        SqliteException e => new ResultStoreException(Sentence(e), e),
        IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException => new ResultStoreException(
            $"{path}: error the results store cannot be made here ({fault.Message.TrimEnd('.')}); name a folder that you may write to.", fault),
        _ => null,
    };

    private string Sentence(SqliteException e) => e.SqliteErrorCode switch
    {
        26 => $"{path}: error this is no results store; name another file, or move this one away.",
        11 => $"{path}: error the results store is damaged; move it away and collect again, boards keep what was not acknowledged.",
        5 or 6 => $"{path}: error another program keeps the results store locked; try again when it is done.",
        8 => $"{path}: error the results store cannot be written; check its permissions, or copy it to a folder of yours.",
        13 => $"{path}: error the disk is full; make room and collect again, nothing was acknowledged.",
        14 => $"{path}: error the results store cannot be opened; check that the folder exists and is yours to write.",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{path}: error the results store failed (SQLite {e.SqliteErrorCode}: {e.Message.TrimEnd('.')}); try again, or move it away and collect anew."),
    };

    private void Prepare(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA foreign_keys = OFF");
        long application = Number(connection, "PRAGMA application_id");
        long version = Number(connection, "PRAGMA user_version");
        bool isEmpty = application == 0 && version == 0 && Number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (!isEmpty && application != ApplicationId)
        {
            throw new ResultStoreException($"{path}: error this is the database of another program; name another file, or move this one away.");
        }

        CheckVersion(version);

        // Readers (a table on the screen) and the writer (a collector) do not wait for each other; where a file system cannot do it, all else works.
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");       // a batch is acknowledged to the board right after the commit
        Execute(connection, "PRAGMA cache_size = -65536");      // KiB: ten thousand epochs have as many places where their next number goes
        if (limits.PagesMax?.Invoke() is { } pages)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
        }

        if (version < Version)
        {
            Upgrade(connection);
        }
    }

    /// <summary>Makes the tables, or turns those of an earlier version into today's; whole or not at all.</summary>
    private void Upgrade(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        long version = Number(connection, "PRAGMA user_version");       // another process may have been faster
        if (version == 0)
        {
            Execute(connection, Tables);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        }
        else if (version == 1)
        {
            Execute(connection, "ALTER TABLE record ADD COLUMN payload BLOB");
            Execute(connection, "UPDATE record SET payload = body, body = NULL WHERE kind = 3");
            Execute(connection, "DROP INDEX record_by_time");
            Execute(connection, Indexes);
            Array.ForEach(BoardColumns, column => Execute(connection, $"ALTER TABLE board ADD COLUMN {column} INTEGER"));
            Execute(connection, RegistryTables);
        }

        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
