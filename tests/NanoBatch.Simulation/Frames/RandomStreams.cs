using System;
using System.IO;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Frames;

/// <summary>Streams of noise, of zeros and noise, and of damaged frames, into the real decoder; each hundredth goes to a whole board through its link as well.</summary>
/// <remarks>
/// A stream can hold a good frame by chance, once in 2^32 candidates; those are counted and compared with that rate. After each stream a good frame must come
/// through, and on the board nothing but its counters may have changed.
/// </remarks>
public sealed class RandomStreams
{
    /// <summary>Longest stream, bytes.</summary>
    public const int BytesMax = 160;

    private const int BoardEvery = 100;
    private const int Next = 0x33;
    private const int ProgressEvery = 20_000_000;

    private readonly Chance _chance;
    private readonly byte[] _stream = new byte[BytesMax + FrameFormat.EncodedMax];
    private readonly byte[] _frame = new byte[FrameFormat.EncodedMax];
    private readonly byte[] _good;
    private readonly byte[] _hello;
    private readonly FrameDecoder _decoder = new();
    private readonly StreamLink _link = new();
    private readonly Board _board;
    private readonly RecordShelf _shelf = new();
    private long _candidatesBefore;

    public RandomStreams(ulong seed)
    {
        _chance = new Chance(seed);
        byte[] payload = [1, 0];
        _good = _frame[..FrameEncoder.Encode(Next, 8, payload, 0, 0, _frame)];
        _hello = _frame[..FrameEncoder.Encode(MessageType.Hello, 1, payload, 0, payload.Length, _frame)];
        var config = new BoardConfig { ArenaBytes = 512 };
        config.Channels.Add(new BoardChannel { Name = "soil", AdcInput = 0 });
        _board = new Board(config, new SignalAdc(), new FlashModel(), [_link], _shelf, 0);
        if (_board.Deploy(JobPackages.BytesOf(JobPackages.Meadow1), false, 0, 0, out _) != PackageStatus.Accepted)
        {
            throw new InvalidOperationException("the board refused its job");
        }

        while (_board.Step(0) == 0)
        {
            // What is due at the start is done before the first stream; time stands still from then on.
        }
    }

    public long StreamCount { get; private set; }

    /// <summary>Streams that a board took too.</summary>
    public long BoardCount { get; private set; }

    /// <summary>Faults that the decoder named: what could have been taken for a frame and was not.</summary>
    public long CandidateCount => _decoder.BadCrcCount + _candidatesBefore;

    /// <summary>Frames that noise made; one in 2^32 candidates is no finding.</summary>
    public long AcceptedCount { get; private set; }

    /// <summary>Sends so many streams.</summary>
    public Violation? Run(long streams, TextWriter? progress)
    {
        Violation? violation = null;
        while (StreamCount < streams && violation is null)
        {
            violation = RunOne();
            StreamCount++;
            if (StreamCount % ProgressEvery == 0)
            {
                _candidatesBefore += _decoder.BadCrcCount;
                _decoder.BadCrcCount = 0;
                progress?.WriteLine($"{StreamCount} streams, {BoardCount} of them to a board, {CandidateCount} candidates, {AcceptedCount} accepted");
            }
        }

        return violation ?? CheckRate();
    }

    private Violation? RunOne()
    {
        int length = Draw();
        for (int i = 0; i < length; i++)
        {
            if (_decoder.Feed(_stream[i]) == FrameEvent.Frame)
            {
                AcceptedCount++;
            }
        }

        bool isThere = false;
        foreach (byte value in _good)
        {
            isThere |= _decoder.Feed(value) == FrameEvent.Frame && _decoder.Type == Next;
        }

        if (!isThere)
        {
            return new Violation(ViolationKind.FrameLost, "the frame after a stream was lost", $"stream {StreamCount}");
        }

        return StreamCount % BoardEvery == 0 ? RunBoard(length) : null;
    }

    private Violation? RunBoard(int length)
    {
        BoardCount++;
        uint next = _board.Ledger.NextRecord;
        int committed = _shelf.Count;
        long accepted = AcceptedCount;
        _hello.CopyTo(_stream, length);
        _link.Send(_stream, length + _hello.Length);
        long written = _link.WrittenBytes;
        while (!_link.IsEmpty)
        {
            _board.Step(0);
        }

        _board.Step(0);
        bool isSame = _board.Ledger.NextRecord == next && _shelf.Count == committed && _board.Jobs.Count == 1 && !_board.Jobs.JobAt(0).IsPaused;
        if (!isSame && AcceptedCount == accepted)
        {
            return new Violation(ViolationKind.FrameAccepted, "noise changed the board", $"stream {StreamCount}");
        }

        return _link.WrittenBytes > written ? null : new Violation(ViolationKind.FrameLost, "no answer to the request after the noise", $"stream {StreamCount}");
    }

    /// <summary>Four kinds: noise; noise rich in zeros; a good frame with a few bytes changed; pieces of frames put together.</summary>
    private int Draw()
    {
        int kind = _chance.Below(4);
        int length = _chance.Below(BytesMax) + 1;
        for (int i = 0; i < length; i += 8)
        {
            ulong bits = _chance.Next();
            for (int j = i; j < i + 8 && j < length; j++)
            {
                byte value = (byte)bits;
                _stream[j] = kind == 1 && (value & 7) == 0 ? (byte)0 : value;
                bits >>= 8;
            }
        }

        return kind < 2 ? length : Hurt(length, kind == 3);
    }

    private int Hurt(int length, bool isPiece)
    {
        int payload = Math.Min(length, BytesMax - 16);
        int count = FrameEncoder.Encode(_chance.Below(256), _chance.Below(65536), _stream, 0, payload, _frame);
        Array.Copy(_frame, _stream, count);
        if (isPiece)
        {
            int from = 1 + _chance.Below(count - 2);
            int to = 1 + _chance.Below(count - 2);
            int move = Math.Min(count - Math.Max(from, to), 1 + _chance.Below(20));
            Array.Copy(_frame, from, _stream, to, move);
        }

        for (int changes = 1 + _chance.Below(3); changes > 0; changes--)
        {
            _stream[_chance.Below(count)] ^= (byte)(1 + _chance.Below(255));
        }

        // Changes can cancel out, or fall on a delimiter that is not needed: then the frame is a good one, and no damage.
        return IsDamaged(count) ? count : 0;
    }

    private bool IsDamaged(int count) => !_stream.AsSpan(1, count - 2).SequenceEqual(_frame.AsSpan(1, count - 2));

    private Violation? CheckRate()
    {
        double expected = (CandidateCount + AcceptedCount) / 4294967296.0;
        return AcceptedCount <= 5 + (10 * expected)
            ? null
            : new Violation(ViolationKind.FrameAccepted, $"{AcceptedCount} frames of noise were accepted, {expected:F3} are to be expected", $"stream {StreamCount}");
    }
}
