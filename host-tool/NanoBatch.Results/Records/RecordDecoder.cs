using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>Raw ledger records of one board store to results. Remembers packages and clock records from call to call; total for any bytes.</summary>
/// <remarks>
/// A call looks over its records twice: packages and clock records first, so that within one call their order does not matter. A result whose boot
/// has no clock record yet comes out undated; <see cref="DecodedRecords.Origins"/> of a later call dates it in the results store.
/// </remarks>
public sealed class RecordDecoder
{
    private const int DigestBytes = 32;

    /// <summary>The last millisecond of the year 9999.</summary>
    private const long UtcMsMax = 253402300799999;

    private readonly ulong? _epoch;
    private readonly string? _board;
    private readonly PackageShelf _shelf;
    private readonly Dictionary<string, KnownPackage> _packages = [];
    private readonly HashSet<string> _unreadable = [];
    private readonly ClockHistory _clock = new();
    private readonly RecordHeader _header = new();
    private readonly ByteReader _reader = new();

    /// <param name="epoch">Store that the records lie in; null where results need no key (a replay).</param>
    /// <param name="board">Board id for the results, or null.</param>
    public RecordDecoder(ulong? epoch, string? board = null)
        : this(epoch, board, new PackageShelf())
    {
    }

    /// <param name="epoch">Store that the records lie in; null where results need no key (a replay).</param>
    /// <param name="board">Board id for the results, or null.</param>
    /// <param name="shelf">Packages that were read already, shared with other decoders of the same thread.</param>
    internal RecordDecoder(ulong? epoch, string? board, PackageShelf shelf)
    {
        _epoch = epoch;
        _board = board;
        _shelf = shelf;
    }

    /// <summary>Records so far that could not be read.</summary>
    public int FaultCount { get; private set; }

    /// <summary>Sound records so far of a type that this version does not know.</summary>
    public int UnknownTypeCount { get; private set; }

    /// <summary>Makes a package known that came earlier, as from the results store.</summary>
    /// <returns>False where this version cannot read it.</returns>
    public bool AddPackage(byte[] package)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (_shelf.Read(package, out _) is not { } known)
        {
            return false;
        }

        _packages[known.Digest] = known;
        return true;
    }

    /// <summary>Makes known what a record that was collected earlier says about those to come: packages and clock records; other types say nothing.</summary>
    public void AddEarlier(LedgerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        byte[] payload = [.. record.Payload];
        _header.Type = (RecordType)record.Type;
        _header.Record = (uint)record.Number;
        _reader.Reset(payload, 0, payload.Length);
        Learn(new Found());
    }

    /// <summary>What a Dropped record that was collected earlier says; null for other types, and for a malformed one.</summary>
    public static DroppedRecords? DroppedOf(LedgerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        byte[] payload = [.. record.Payload];
        var reader = new ByteReader(payload, 0, payload.Length);
        DroppedRecords dropped = ReadDropped(reader);
        return record.Type == (int)RecordType.Dropped && !reader.IsBad ? dropped : null;
    }

    /// <summary>True when fields of this package's reports can be named; a caller that has the package elsewhere adds it otherwise.</summary>
    public bool Knows(string digest) => _packages.ContainsKey(digest);

    /// <summary>Where each boot lies in time, as far as clock records told until now.</summary>
    public IReadOnlyList<BootOrigin> Origins => _clock.FirstOrigins();

    /// <summary>Decodes one record.</summary>
    public DecodedRecords Decode(byte[] record) => Decode([record]);

    /// <summary>Decodes records that are given in rising order.</summary>
    public DecodedRecords Decode(IReadOnlyList<byte[]> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var found = new Found();
        foreach (byte[] record in records)
        {
            if (_header.TryRead(record, 0, record.Length, _reader))
            {
                Learn(found);
            }
        }

        foreach (byte[] record in records)
        {
            if (_header.TryRead(record, 0, record.Length, _reader))
            {
                Emit(record, found);
            }
            else
            {
                found.Faults.Add(new RecordFault(null, "bytes that are no whole record, or fail their checksum"));
            }
        }

        FaultCount += found.Faults.Count;
        return new DecodedRecords
        {
            Results = found.Results,
            Others = found.Others,
            Packages = found.Packages,
            Origins = Origins,
            Dropped = found.Dropped,
            Faults = found.Faults,
            Jobs = found.Jobs,
            Build = found.Build,
            Quality = found.Quality,
        };
    }

    /// <summary>First look: what other records are read with.</summary>
    private void Learn(Found found)
    {
        if (_header.Type == RecordType.Descriptor)
        {
            LearnPackage(found);
        }
        else if (_header.Type == RecordType.ClockSync)
        {
            long boot = _reader.U32();
            long monotonicMs = _reader.U48();
            long utcMs = _reader.U48();
            if (Accept(found, "a clock record is malformed"))
            {
                _clock.Add(_header.Record, new BootOrigin(boot, utcMs - monotonicMs, monotonicMs));
            }
        }
    }

    private void LearnPackage(Found found)
    {
        byte[] digest = new byte[DigestBytes];
        _reader.Bytes(digest, 0, DigestBytes);
        byte[] bytes = new byte[_reader.Left];
        _reader.Bytes(bytes, 0, bytes.Length);
        _reader.IsBad |= !SHA256.HashData(bytes).AsSpan().SequenceEqual(digest);
        if (!Accept(found, "a job package does not have its digest"))
        {
            return;
        }

        string text = KnownPackage.DigestText(digest);
        found.Packages[text] = bytes;
        if (_packages.ContainsKey(text) || _unreadable.Contains(text))
        {
            return;     // each segment repeats the packages of its jobs
        }

        if (_shelf.Read(bytes, out PackageStatus status) is { } known)
        {
            _packages[text] = known;
        }
        else
        {
            _unreadable.Add(text);
            found.Faults.Add(new RecordFault(_header.Record, $"this version cannot read a job package ({status}); its fields stay without names"));
        }
    }

    /// <summary>Second look: what goes out.</summary>
    private void Emit(byte[] record, Found found)
    {
        found.Quality = _header.Quality;
        switch (_header.Type)
        {
            case RecordType.Report or RecordType.Alert when EmitOutcome(found):
                return;
            case RecordType.Dropped:
                DroppedRecords dropped = ReadDropped(_reader);
                if (Accept(found, "a record of dropped results is malformed"))
                {
                    found.Dropped.Add(dropped);
                }

                break;
            case RecordType.JobState:
                NoteJob(found);
                break;
            case RecordType.Boot:
                found.Build = _reader.Text(byte.MaxValue) is { Length: > 0 } build && !build.Any(char.IsControl) ? build : found.Build;
                break;
            case > RecordType.Acknowledged or 0:
                UnknownTypeCount++;
                break;
        }

        byte[] payload = record.AsSpan(RecordSizes.Header, _header.PayloadLength).ToArray();
        found.Others.Add(new LedgerRecord(_epoch ?? 0, _header.Record, (int)_header.Type, payload));
    }

    private static DroppedRecords ReadDropped(ByteReader reader)
    {
        uint first = reader.U32();
        uint last = reader.U32();
        var reason = (DropReason)reader.U8();
        reader.IsBad |= last < first;
        return new DroppedRecords(first, last, reason);
    }

    /// <summary>What a job's state begins with; the rest is the board's own.</summary>
    private void NoteJob(Found found)
    {
        int state = _reader.U8();
        byte[] digest = new byte[DigestBytes];
        _reader.Bytes(digest, 0, DigestBytes);
        string job = _reader.Name(Limits.NameLengthMax);
        if (Accept(found, "a job's state is malformed"))
        {
            found.Jobs.Add(new JobStateEntry(_epoch ?? 0, _header.Record, job, KnownPackage.DigestText(digest), (JobState)state));
        }
    }

    private bool EmitOutcome(Found found)
    {
        OutcomeHead head = OutcomeReader.ReadHead(_reader);
        KnownPackage? known = _packages.GetValueOrDefault(head.Digest);
        Result? result = _header.Type == RecordType.Report ? OutcomeReader.ReadReport(_reader, head, known) : OutcomeReader.ReadAlert(_reader, head, known);
        if (result is null || _reader.IsBad)
        {
            found.Faults.Add(new RecordFault(_header.Record, _header.Type == RecordType.Report ? "a report is malformed" : "an alert is malformed"));
            return false;
        }

        long monotonicMs = _header.TimeMs - head.AgeMs;
        found.Results.Add(result with
        {
            TimeMs = TimeOf(monotonicMs),
            Board = _board,
            Epoch = _epoch,
            Record = _header.Record,
            Boot = _header.Boot,
            MonotonicMs = monotonicMs,
        });
        return true;
    }

    /// <summary>The instant in UTC; null where it is not known, or no date (a board with a wild clock).</summary>
    private long? TimeOf(long monotonicMs)
    {
        long? utcMs = _clock.OriginOf(_header.Boot, _header.Record) + monotonicMs;
        return utcMs is >= 0 and <= UtcMsMax ? utcMs : null;
    }

    private bool Accept(Found found, string fault)
    {
        if (_reader.IsBad)
        {
            found.Faults.Add(new RecordFault(_header.Record, fault));
        }

        return !_reader.IsBad;
    }

    private sealed class Found
    {
        public List<Result> Results { get; } = [];

        public List<LedgerRecord> Others { get; } = [];

        public Dictionary<string, byte[]> Packages { get; } = [];

        public List<DroppedRecords> Dropped { get; } = [];

        public List<RecordFault> Faults { get; } = [];

        public List<JobStateEntry> Jobs { get; } = [];

        public string? Build { get; set; }

        public ClockQuality? Quality { get; set; }
    }
}
