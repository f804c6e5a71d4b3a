using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>Channel names as runs: <c>soil1, soil2, soil3</c> is a stem, a first number and a count.</summary>
/// <remarks>Shortest path over the names in their order, so no other cut of them is shorter. At most 16 names of 32 characters.</remarks>
internal static class ChannelRuns
{
    private readonly record struct Run(string Stem, int? First, int Count)
    {
        /// <summary>A name, or run byte, stem and first number.</summary>
        public int Bytes => Stem.Length + (First is { } first ? 1 + VarintBytes(first) : 0);
    }

    /// <summary>How many runs the names make; more than one take a count byte.</summary>
    public static int CountOf(IReadOnlyList<string> names) => Cut(names).Count;

    /// <summary>Writes the runs of the names.</summary>
    public static void Write(ByteWriter writer, IReadOnlyList<string> names)
    {
        List<Run> runs = Cut(names);
        if (runs.Count > 1)
        {
            writer.U8(runs.Count);
        }

        foreach (Run run in runs)
        {
            if (run.First is not { } first)
            {
                writer.Name(run.Stem);
                continue;
            }

            writer.U8(run.Count - 1);
            writer.Name(run.Stem);
            writer.Varint(first);
        }
    }

    private static List<Run> Cut(IReadOnlyList<string> names)
    {
        var bytes = new int[names.Count + 1];
        var choice = new Run[names.Count];
        for (int start = names.Count - 1; start >= 0; start--)
        {
            bytes[start] = int.MaxValue;
            foreach (Run run in RunsAt(names, start))
            {
                int total = run.Bytes + bytes[start + run.Count];
                if (total < bytes[start])
                {
                    bytes[start] = total;
                    choice[start] = run;
                }
            }
        }

        var runs = new List<Run>();
        for (int start = 0; start < names.Count; start += choice[start].Count)
        {
            runs.Add(choice[start]);
        }

        return runs;
    }

    /// <summary>The name alone, and each split of it into stem and number with as many of the next names as continue it; longest first.</summary>
    private static IEnumerable<Run> RunsAt(IReadOnlyList<string> names, int start)
    {
        yield return new Run(names[start], null, 1);
        string name = names[start];
        for (int split = name.Length - 1; split > 0 && char.IsAsciiDigit(name[split]); split--)
        {
            string digits = name[split..];
            bool isCanonical = digits == "0" || digits[0] != '0';
            if (!isCanonical || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                || first > int.MaxValue - Limits.ChannelsMax)
            {
                continue;
            }

            string stem = name[..split];
            int count = names.Skip(start).Take(Limits.ChannelsMax)
                .TakeWhile((other, i) => other == string.Create(CultureInfo.InvariantCulture, $"{stem}{first + i}")).Count();
            for (; count > 0; count--)
            {
                yield return new Run(stem, first, count);
            }
        }
    }

    private static int VarintBytes(int value) => value < 128 ? 1 : 1 + VarintBytes(value >> 7);
}
