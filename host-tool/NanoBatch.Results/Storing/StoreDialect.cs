using System;
using System.Collections.Generic;
using System.Data.Common;

namespace NanoBatch.Results;

/// <summary>What differs from database to database: how one is opened and made, how many rows go in at once, what its errors mean.</summary>
/// <remarks>Every other statement is the same text for all of them.</remarks>
internal abstract class StoreDialect
{
    /// <summary>Version of the tables; a store of a higher one is refused.</summary>
    public const int Version = 2;

    /// <summary>What is wrong with the store, in front of a message: a file, or a server and its database.</summary>
    public abstract string Display { get; }

    /// <summary>Type of 64-bit numbers, of bytes, of a key that counts up.</summary>
    protected abstract (string Number, string Bytes, string Serial, string Text) Types { get; }

    /// <summary>Opens a connection, and makes the tables where there are none.</summary>
    /// <exception cref="ResultStoreException">It is no results store, of a newer version, or out of reach.</exception>
    public abstract DbConnection Open();

    /// <summary>Makes this transaction the only one that writes until it ends; others wait.</summary>
    /// <remarks>
    /// Results that come before their package or clock are completed by whoever brings those. That is right only where of two writers one sees what the other
    /// wrote, and a follower that reads on from a row's number misses nothing only where numbers are given in the order of commits.
    /// </remarks>
    public abstract void TakeTurn(StoreSession session);

    /// <summary>Stores rows whose (epoch, record) is not there.</summary>
    /// <returns>How many were new.</returns>
    public abstract int Insert(StoreSession session, IReadOnlyList<StoreRow> rows);

    /// <summary>One sentence with a remedy for what the database says, or null where it says nothing of it.</summary>
    public abstract ResultStoreException? Explain(Exception fault);

    /// <summary>The statements that make an empty store.</summary>
    protected string Tables => $"""
        CREATE TABLE record (
            id {Types.Serial},                      -- order of arrival
            epoch {Types.Number} NOT NULL,          -- 64 bits, as databases keep them: signed
            record {Types.Number} NOT NULL,
            kind SMALLINT NOT NULL,                 -- 1 report, 2 alert, 3 no result
            board {Types.Text},
            job {Types.Text},
            task INTEGER,                           -- of no result: its record type
            time_ms {Types.Number},                 -- end of the window; null while the board's clock is unknown
            boot {Types.Number},
            monotonic_ms {Types.Number},
            digest {Types.Text},
            body {Types.Text},                      -- JSON of a result
            payload {Types.Bytes},                  -- bytes of anything else
            UNIQUE (epoch, record));
        {Indexes}
        CREATE TABLE package (digest {Types.Text} PRIMARY KEY, bytes {Types.Bytes} NOT NULL);
        CREATE TABLE board (
            epoch {Types.Number} PRIMARY KEY, id {Types.Text} NOT NULL, mac {Types.Text}, build {Types.Text}, seen_ms {Types.Number} NOT NULL
            {string.Concat(Array.ConvertAll(BoardColumns, column => $", {column} {Types.Number}"))});
        {RegistryTables}
        """;

    /// <summary>Indexes of the records. Those with a condition hold few rows: what is not yet dated or named, and what is no result.</summary>
    protected static string Indexes => $"""
        CREATE INDEX record_by_time ON record (time_ms);
        CREATE INDEX record_by_board ON record (board, time_ms) WHERE kind < 3;
        CREATE INDEX record_other ON record (epoch, task, record) WHERE kind = 3;
        CREATE INDEX record_undated ON record (epoch, boot) WHERE {ResultStore.IsUndated};
        CREATE INDEX record_unnamed ON record (digest) WHERE {ResultStore.IsUnnamed};
        """;

    /// <summary>What a hub knows of a board beyond its identity: its last status and when that came, clock quality, numbers of records.</summary>
    protected static string[] BoardColumns => ["presence", "status_ms", "quality", "next_record", "acknowledged"];

    /// <summary>The last word on each job and alert of an epoch.</summary>
    protected string RegistryTables => $"""
        CREATE TABLE job_state (
            epoch {Types.Number} NOT NULL, job {Types.Text} NOT NULL, digest {Types.Text} NOT NULL, state SMALLINT NOT NULL, record {Types.Number} NOT NULL,
            PRIMARY KEY (epoch, job));
        CREATE TABLE alert_state (
            epoch {Types.Number} NOT NULL, digest {Types.Text} NOT NULL, task INTEGER NOT NULL, alert {Types.Text} NOT NULL,
            job {Types.Text} NOT NULL, raised SMALLINT NOT NULL, record {Types.Number} NOT NULL,
            PRIMARY KEY (epoch, digest, task, alert));
        """;

    /// <summary>Refuses a store that a newer program made.</summary>
    protected void CheckVersion(long version)
    {
        if (version > Version)
        {
            throw new ResultStoreException(FormattableString.Invariant(
                $"{Display}: error the results store has version {version} and this program knows {Version}; update nanobatch, or name another one."));
        }
    }
}
