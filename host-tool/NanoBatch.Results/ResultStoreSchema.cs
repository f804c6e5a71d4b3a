using System;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;

namespace NanoBatch.Results;

/// <summary>Opens a results store, makes an empty one, and tells what is none.</summary>
internal static class ResultStoreSchema
{
    /// <summary>Marks the file as ours, in SQLite's own field for that: "NBRS".</summary>
    public const int ApplicationId = 0x4E425253;

    /// <summary>Version of the tables below; a store of a higher one is refused.</summary>
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE record (
            id INTEGER PRIMARY KEY,         -- order of arrival
            epoch INTEGER NOT NULL,         -- 64 bits, as SQLite keeps them: signed
            record INTEGER NOT NULL,
            kind INTEGER NOT NULL,          -- 1 report, 2 alert, 3 no result
            board TEXT,
            job TEXT,
            task INTEGER,
            time_ms INTEGER,                -- end of the window; null while the board's clock is unknown
            boot INTEGER,
            monotonic_ms INTEGER,
            digest TEXT,
            body ANY,                       -- JSON of a result, bytes of anything else
            UNIQUE (epoch, record));
        CREATE INDEX record_by_time ON record (time_ms);
        CREATE TABLE package (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE board (epoch INTEGER PRIMARY KEY, id TEXT NOT NULL, mac TEXT, build TEXT, seen_ms INTEGER NOT NULL);
        """;

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="ResultStoreException">It is no results store, damaged, newer than this program, or cannot be written.</exception>
    public static SqliteConnection Open(string path)
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
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            Prepare(connection, path);
            return connection;
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw Explain(path, e);
        }
        catch (ResultStoreException)
        {
            connection?.Dispose();
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            connection?.Dispose();
            throw new ResultStoreException($"{path}: error the results store cannot be made here ({e.Message.TrimEnd('.')}); name a folder that you may write to.", e);
        }
    }

    /// <summary>One sentence with a remedy for what SQLite says.</summary>
    public static ResultStoreException Explain(string path, SqliteException e) => new(e.SqliteErrorCode switch
    {
        26 => $"{path}: error this is no results store; name another file, or move this one away.",
        11 => $"{path}: error the results store is damaged; move it away and collect again, boards keep what was not acknowledged.",
        5 or 6 => $"{path}: error another program keeps the results store locked; try again when it is done.",
        8 => $"{path}: error the results store cannot be written; check its permissions, or copy it to a folder of yours.",
        13 => $"{path}: error the disk is full; make room and collect again, nothing was acknowledged.",
        14 => $"{path}: error the results store cannot be opened; check that the folder exists and is yours to write.",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{path}: error the results store failed (SQLite {e.SqliteErrorCode}: {e.Message.TrimEnd('.')}); try again, or move it away and collect anew."),
    }, e);

    private static void Prepare(SqliteConnection connection, string path)
    {
        Execute(connection, "PRAGMA foreign_keys = OFF");
        long application = Number(connection, "PRAGMA application_id");
        long version = Number(connection, "PRAGMA user_version");
        if (application == 0 && version == 0 && Number(connection, "SELECT count(*) FROM sqlite_master") == 0)
        {
            Create(connection);
        }
        else if (application != ApplicationId)
        {
            throw new ResultStoreException($"{path}: error this is the database of another program; name another file, or move this one away.");
        }
        else if (version > Version)
        {
            throw new ResultStoreException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: error the results store has version {version} and this program knows {Version}; update nanobatch, or name another file."));
        }

        // Readers (a table on the screen) and the writer (a collector) do not wait for each other; where a file system cannot do it, all else works.
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");       // a batch is acknowledged to the board right after the commit
    }

    private static void Create(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA journal_mode = WAL");
        using SqliteTransaction transaction = connection.BeginTransaction();
        if (Number(connection, "PRAGMA user_version") == 0)     // else another process was faster
        {
            Execute(connection, Tables);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        }

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
