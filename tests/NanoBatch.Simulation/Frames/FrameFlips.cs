using System.IO;
using NanoBatch.Protocol;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Frames;

/// <summary>Damages a full frame in every way of a kind and gives it to the real decoder, byte by byte; then a good frame, which must come through.</summary>
public sealed class FrameFlips
{
    private const int Next = 0x33;

    private readonly byte[] _frame;
    private readonly byte[] _good;
    private readonly FrameDecoder _decoder = new();

    public FrameFlips(ulong seed)
    {
        var chance = new Chance(seed);
        byte[] payload = new byte[FrameFormat.PayloadMax];
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] = chance.Below(4) == 0 ? (byte)0 : (byte)chance.Next();
        }

        byte[] target = new byte[FrameFormat.EncodedMax];
        _frame = target[..FrameEncoder.Encode(2, 7, payload, 0, payload.Length, target)];
        _good = target[..FrameEncoder.Encode(Next, 8, payload, 0, 1, target)];
    }

    /// <summary>Bits of the frame, delimiters included.</summary>
    public int BitCount => _frame.Length * 8;

    /// <summary>Damaged frames that were decoded.</summary>
    public long FrameCount { get; private set; }

    /// <summary>Every flip of so many bits of which the first is within a range.</summary>
    /// <param name="flips">1 to 3.</param>
    /// <param name="from">First bit of the range.</param>
    /// <param name="to">First bit behind it.</param>
    /// <param name="progress">Gets a line now and then, or null.</param>
    public Violation? Run(int flips, int from, int to, TextWriter? progress)
    {
        Violation? violation = null;
        for (int first = from; first < to && violation is null; first++)
        {
            violation = RunFrom(flips, first);
            if (flips > 2 && first % 20 == 0)
            {
                progress?.WriteLine($"first bit {first} of {BitCount}: {FrameCount} frames");
            }
        }

        return violation;
    }

    /// <summary>Every beginning of the frame, the one that lacks only its closing zero excepted: the next frame's opening zero closes that one.</summary>
    public Violation? Truncate()
    {
        for (int length = 0; length < _frame.Length - 1; length++)
        {
            bool isAccepted = Accepts(length);
            if (isAccepted || !NextComesThrough())
            {
                return Finding(isAccepted, $"cut at byte {length}");
            }
        }

        return null;
    }

    private Violation? RunFrom(int flips, int first)
    {
        Flip(first);
        Violation? violation = flips == 1 ? Decode($"bit {first}") : null;
        for (int second = first + 1; second < BitCount && flips > 1 && violation is null; second++)
        {
            Flip(second);
            violation = flips == 2 ? Decode($"bits {first}, {second}") : RunThird(first, second);
            Flip(second);
        }

        Flip(first);
        return violation;
    }

    private Violation? RunThird(int first, int second)
    {
        for (int third = second + 1; third < BitCount; third++)
        {
            Flip(third);
            bool isAccepted = Accepts(_frame.Length);
            bool isLost = !NextComesThrough();
            Flip(third);
            if (isAccepted || isLost)
            {
                return Finding(isAccepted, $"bits {first}, {second}, {third}");
            }
        }

        return null;
    }

    private Violation? Decode(string damage)
    {
        bool isAccepted = Accepts(_frame.Length);
        return isAccepted || !NextComesThrough() ? Finding(isAccepted, damage) : null;
    }

    private bool Accepts(int length)
    {
        FrameCount++;
        FrameDecoder decoder = _decoder;
        byte[] frame = _frame;
        bool isAccepted = false;
        for (int i = 0; i < length; i++)
        {
            isAccepted |= decoder.Feed(frame[i]) == FrameEvent.Frame;
        }

        return isAccepted;
    }

    private bool NextComesThrough()
    {
        bool isThere = false;
        foreach (byte value in _good)
        {
            isThere |= _decoder.Feed(value) == FrameEvent.Frame && _decoder.Type == Next;
        }

        return isThere;
    }

    private static Violation Finding(bool isAccepted, string damage) => isAccepted
        ? new Violation(ViolationKind.FrameAccepted, "a damaged frame was taken for a good one", damage)
        : new Violation(ViolationKind.FrameLost, "the frame after a damaged one was lost", damage);

    private void Flip(int bit) => _frame[bit >> 3] ^= (byte)(1 << (bit & 7));
}
