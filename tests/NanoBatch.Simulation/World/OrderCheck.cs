using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>Order of one store's results: sequence numbers of a task rise without a repeat, an alert is raised and cleared in turn.</summary>
/// <remarks>Both begin anew with another activation of the job. A running board that lost records went on from there, and a restart went back to its store.</remarks>
internal sealed class OrderCheck(EpochTruth truth)
{
    private readonly Dictionary<string, (uint Number, long Sequence)> _sequences = [];
    private readonly Dictionary<string, (uint Number, bool IsRaised)> _alerts = [];
    private readonly Dictionary<string, string> _active = [];
    private readonly RecordHeader _header = new();
    private readonly ByteReader _reader = new();

    /// <summary>Looks through rows in rising order.</summary>
    public void Check(IEnumerable<StoredRow> rows)
    {
        foreach (StoredRow row in rows)
        {
            if (!_header.TryRead(row.Bytes, 0, row.Bytes.Length, _reader) || _header.Record != row.Number)
            {
                throw new WorldViolationException($"row {row.Number} of board {truth.Board} holds something else");
            }

            switch (_header.Type)
            {
                case RecordType.JobState:
                    NoteState();
                    break;
                case RecordType.Report:
                    NoteReport(row.Number);
                    break;
                case RecordType.Alert:
                    NoteAlert(row.Number);
                    break;
            }
        }
    }

    private void NoteState()
    {
        var state = (JobState)_reader.U8();
        string digest = Digest(32)[..8];
        string job = _reader.Name(Limits.NameLengthMax);
        string active = _active.GetValueOrDefault(job, string.Empty);
        if (state == JobState.Removed || active != digest)
        {
            Forget(active);
            Forget(digest);
        }

        _active[job] = state == JobState.Removed ? string.Empty : digest;
    }

    private void NoteReport(uint number)
    {
        string key = Digest(4) + "/" + _reader.U8();
        _reader.Zigzag();
        long sequence = _reader.Varlong();
        if (_sequences.TryGetValue(key, out (uint Number, long Sequence) last) && last.Sequence >= sequence && !IsForgotten(last.Number, number))
        {
            throw new WorldViolationException($"task {key} of board {truth.Board}: record {number} has sequence {sequence} after {last.Sequence} of record {last.Number}");
        }

        _sequences[key] = (number, sequence);
    }

    private void NoteAlert(uint number)
    {
        string key = Digest(4) + "/" + _reader.U8();
        _reader.Zigzag();
        key += "/" + _reader.U8();
        bool isRaised = _reader.U8() == 1;
        if (_alerts.TryGetValue(key, out (uint Number, bool IsRaised) last) && last.IsRaised == isRaised && !IsForgotten(last.Number, number))
        {
            throw new WorldViolationException($"alert {key} of board {truth.Board} is {(isRaised ? "raised" : "cleared")} again by record {number}");
        }

        _alerts[key] = (number, isRaised);
    }

    private bool IsForgotten(uint after, uint before) => truth.Forgotten.Exists(r => r.Last > after && r.First < before);

    private void Forget(string digest)
    {
        if (digest.Length == 0)
        {
            return;
        }

        foreach (string key in new List<string>(_sequences.Keys))
        {
            if (key.StartsWith(digest, StringComparison.Ordinal))
            {
                _sequences.Remove(key);
            }
        }

        foreach (string key in new List<string>(_alerts.Keys))
        {
            if (key.StartsWith(digest, StringComparison.Ordinal))
            {
                _alerts.Remove(key);
            }
        }
    }

    private string Digest(int count)
    {
        byte[] digest = new byte[count];
        _reader.Bytes(digest, 0, count);
        return Convert.ToHexStringLower(digest);
    }
}
