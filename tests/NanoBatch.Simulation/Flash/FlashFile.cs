using System;

namespace NanoBatch.Simulation.Flash;

/// <summary>One file of a <see cref="FlashModel"/>: bytes of which the first <see cref="Closed"/> are durable.</summary>
internal sealed class FlashFile
{
    private const byte Erased = 0xFF;

    public string Name { get; private set; } = "";

    public byte[] Bytes { get; private set; } = new byte[256];

    /// <summary>Bytes written, closed or not.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes that survive a power cut.</summary>
    public int Closed { get; private set; }

    /// <summary>True until the first close: the file itself may be gone after a power cut.</summary>
    public bool IsNew { get; private set; }

    public void Create(string name)
    {
        Name = name;
        Length = 0;
        Closed = 0;
        IsNew = true;
    }

    public void CopyFrom(FlashFile other)
    {
        Name = other.Name;
        Reserve(other.Length);
        Array.Copy(other.Bytes, Bytes, other.Length);
        Length = other.Length;
        Closed = other.Closed;
        IsNew = other.IsNew;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        Reserve(Length + count);
        Array.Copy(buffer, offset, Bytes, Length, count);
        Length += count;
    }

    public void Close()
    {
        Closed = Length;
        IsNew = false;
    }

    /// <summary>Applies the fate of the bytes behind the last close.</summary>
    /// <param name="fate">Which of the three.</param>
    /// <param name="intended">Bytes that the append under way had still to write.</param>
    /// <param name="chance">Lengths and pages.</param>
    /// <returns>False where the file is gone.</returns>
    public bool CutPower(UnclosedFate fate, int intended, Chance chance)
    {
        if (Length > Closed || intended > 0)
        {
            switch (fate)
            {
                case UnclosedFate.Lost:
                    Length = Closed;
                    break;
                case UnclosedFate.Reordered:
                    Scatter(intended, chance);
                    break;
            }
        }

        bool isGone = IsNew && Length == 0 && chance.Below(2) == 0;
        Close();
        return !isGone;
    }

    public void Flip(int bit) => Bytes[bit >> 3] ^= (byte)(1 << (bit & 7));

    public void Truncate(int length)
    {
        Length = length;
        Closed = length;
    }

    /// <summary>Sets a range to what erased flash reads as.</summary>
    public void Erase(int from, int to) => Array.Fill(Bytes, Erased, from, to - from);

    private void Scatter(int intended, Chance chance)
    {
        if (chance.Below(2) == 0)
        {
            Reserve(Length + intended);
            Erase(Length, Length + intended);
            Length += intended;
        }

        int page = chance.Below(2) == 0 ? 16 : 64;
        for (int from = Closed; from < Length;)
        {
            int to = Math.Min((from / page * page) + page, Length);
            if (chance.Below(2) == 0)
            {
                Erase(from, to);
            }

            from = to;
        }
    }

    private void Reserve(int length)
    {
        if (Bytes.Length < length)
        {
            byte[] bytes = Bytes;
            Array.Resize(ref bytes, Math.Max(length, Bytes.Length * 2));
            Bytes = bytes;
        }
    }
}
