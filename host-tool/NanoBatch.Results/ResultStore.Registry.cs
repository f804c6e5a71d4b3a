using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>What the store knows of boards: one row each, written from what they deliver; whatever order news come in, the newest stays.</summary>
public sealed partial class ResultStore
{
    private static readonly string s_upsertBoard = $"""
        INSERT INTO board (epoch, id, mac, build, seen_ms, presence, status_ms, quality, next_record, acknowledged)
        VALUES (@epoch, @id, @mac, @build, @seen, @presence, @status, @quality, @next, @acknowledged)
        ON CONFLICT (epoch) DO UPDATE SET
            id = excluded.id, {Greater("seen_ms")}, {Known("mac")}, {Known("build")}, {Known("quality")}, {Greater("next_record")},
            acknowledged = CASE WHEN @first <= coalesce(board.acknowledged, 0) + 1 AND @last > coalesce(board.acknowledged, 0) THEN @last
                WHEN excluded.acknowledged > coalesce(board.acknowledged, 0) THEN excluded.acknowledged ELSE board.acknowledged END,
            presence = CASE WHEN coalesce(excluded.status_ms, -1) >= coalesce(board.status_ms, -1)
                THEN coalesce(excluded.presence, board.presence) ELSE board.presence END,
            {Greater("status_ms")}
        """;

    /// <summary>The boards that delivered, newest first.</summary>
    public IReadOnlyList<BoardEntry> Boards()
    {
        var boards = new List<BoardEntry>();
        ReadRows(
            "SELECT epoch, id, mac, build, seen_ms, presence, status_ms, quality, next_record, acknowledged FROM board ORDER BY seen_ms DESC, id",
            row => boards.Add(new BoardEntry(unchecked((ulong)row.GetInt64(0)), row.GetString(1), Text(row, 2), Text(row, 3), row.GetInt64(4))
            {
                Presence = (BoardPresence?)Number(row, 5),
                StatusMs = Number(row, 6),
                Quality = (ClockQuality?)Number(row, 7),
                NextRecord = Number(row, 8),
                AcknowledgedTo = Number(row, 9),
            }));
        return boards;
    }

    /// <summary>The jobs of all boards, removed ones left out, by epoch and name.</summary>
    public IReadOnlyList<JobStateEntry> Jobs()
    {
        var jobs = new List<JobStateEntry>();
        ReadRows(
            $"SELECT epoch, record, job, digest, state FROM job_state WHERE state <> {(int)JobState.Removed} ORDER BY epoch, job",
            row => jobs.Add(new JobStateEntry(unchecked((ulong)row.GetInt64(0)), row.GetInt64(1), row.GetString(2), row.GetString(3), (JobState)row.GetInt16(4))));
        return jobs;
    }

    /// <summary>The alerts of all boards that are raised, those of removed or replaced jobs left out, by epoch, job and task.</summary>
    public IReadOnlyList<ActiveAlert> ActiveAlerts()
    {
        var alerts = new List<ActiveAlert>();
        ReadRows(
            $"""
            SELECT a.epoch, a.job, a.task, a.alert, r.time_ms
            FROM alert_state AS a LEFT JOIN record AS r ON r.epoch = a.epoch AND r.record = a.record
            WHERE a.raised = 1 AND NOT EXISTS (SELECT 1 FROM job_state AS j WHERE j.epoch = a.epoch AND j.job = a.job
                AND j.record > a.record AND (j.digest <> a.digest OR j.state = {(int)JobState.Removed}))
            ORDER BY a.epoch, a.job, a.task, a.alert
            """,
            row => alerts.Add(new ActiveAlert(unchecked((ulong)row.GetInt64(0)), row.GetString(1), row.GetInt32(2), row.GetString(3), Number(row, 4))));
        return alerts;
    }

    /// <summary>Notes that a board came or went, where only its label is known: the epoch that it was seen with last.</summary>
    /// <param name="id">Label.</param>
    /// <param name="presence">What its status says.</param>
    /// <param name="nowMs">When it was heard.</param>
    /// <returns>False where no board of that label has delivered yet.</returns>
    public bool NotePresence(string id, BoardPresence presence, long nowMs) => InTransaction(() => _session.Execute(
        """
        UPDATE board SET presence = @presence, status_ms = @now
        WHERE epoch = (SELECT epoch FROM board WHERE id = @id ORDER BY seen_ms DESC LIMIT 1) AND coalesce(status_ms, -1) <= @now
        """,
        ("@presence", (long)presence),
        ("@now", nowMs),
        ("@id", id)) > 0);

    /// <summary>Notes that no board is connected, as when the broker that they were connected to begins.</summary>
    /// <returns>How many were.</returns>
    public int NoteAllGone(long nowMs) => InTransaction(() => _session.Execute(
        $"UPDATE board SET presence = {(int)BoardPresence.Offline}, status_ms = @now WHERE presence = {(int)BoardPresence.Online}", ("@now", nowMs)));

    private void AddNews(IReadOnlyList<ResultBatch> batches)
    {
        foreach (BoardEntry board in batches.Select(batch => batch.Board).OfType<BoardEntry>())
        {
            AddBoard(board);
        }

        foreach (JobStateEntry job in batches.SelectMany(batch => batch.Jobs))
        {
            _session.Execute(
                """
                INSERT INTO job_state (epoch, job, digest, state, record) VALUES (@epoch, @job, @digest, @state, @record)
                ON CONFLICT (epoch, job) DO UPDATE SET digest = excluded.digest, state = excluded.state, record = excluded.record
                WHERE excluded.record > job_state.record
                """,
                ("@epoch", Signed(job.Epoch)),
                ("@job", job.Job),
                ("@digest", job.Digest),
                ("@state", (short)job.State),
                ("@record", job.Record));
        }

        foreach (AlertResult alert in batches.SelectMany(batch => batch.Results).OfType<AlertResult>())
        {
            NoteAlert(alert);
        }
    }

    private void AddBoard(BoardEntry board) => _session.Execute(
        s_upsertBoard,
        ("@epoch", Signed(board.Epoch)),
        ("@id", board.Id),
        ("@mac", board.Mac),
        ("@build", board.Build),
        ("@seen", board.SeenMs),
        ("@presence", (long?)board.Presence),
        ("@status", board.StatusMs),
        ("@quality", (long?)board.Quality),
        ("@next", board.NextRecord),
        ("@acknowledged", board.AcknowledgedTo ?? (board.Delivered is { First: 1, Last: var last } ? last : null)),
        ("@first", board.Delivered?.First ?? long.MaxValue),
        ("@last", board.Delivered?.Last ?? 0L));

    private void NoteAlert(AlertResult? alert)
    {
        if (alert is not { Digest: { } digest, Epoch: { } epoch, Record: { } record })
        {
            return;
        }

        _session.Execute(
            """
            INSERT INTO alert_state (epoch, digest, task, alert, job, raised, record) VALUES (@epoch, @digest, @task, @alert, @job, @raised, @record)
            ON CONFLICT (epoch, digest, task, alert) DO UPDATE SET job = excluded.job, raised = excluded.raised, record = excluded.record
            WHERE excluded.record > alert_state.record
            """,
            ("@epoch", Signed(epoch)),
            ("@digest", digest),
            ("@task", alert.Task),
            ("@alert", alert.Alert),
            ("@job", alert.Job),
            ("@raised", (short)(alert.IsRaised ? 1 : 0)),
            ("@record", record));
    }

    private void ForgetAlerts(string digest, string job)
        => _session.Execute("DELETE FROM alert_state WHERE digest = @digest AND job = @job", ("@digest", digest), ("@job", job));

    private static string Known(string column) => $"{column} = coalesce(excluded.{column}, board.{column})";

    private static string Greater(string column)
        => $"{column} = CASE WHEN board.{column} IS NULL OR excluded.{column} > board.{column} THEN excluded.{column} ELSE board.{column} END";
}
