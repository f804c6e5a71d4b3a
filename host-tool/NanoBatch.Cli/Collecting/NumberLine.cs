using System.Collections.Generic;
using System.Linq;
using NanoBatch.Results;

namespace NanoBatch.Cli.Collecting;

/// <summary>The record numbers of one epoch that are accounted for: stored here, or dropped by the board's own word.</summary>
internal sealed class NumberLine
{
    private readonly SortedList<long, long> _lastByFirst = [];

    /// <summary>Adds a range; it may touch or overlap others.</summary>
    public void Add(long first, long last)
    {
        foreach ((long otherFirst, long otherLast) in _lastByFirst.Where(range => range.Key <= last + 1 && range.Value >= first - 1).ToArray())
        {
            _lastByFirst.Remove(otherFirst);
            first = long.Min(first, otherFirst);
            last = long.Max(last, otherLast);
        }

        _lastByFirst[first] = last;
    }

    /// <summary>Last number of the unbroken run that a number lies in; one less than the number where it is not accounted for.</summary>
    public long EndOfRunAt(long number)
    {
        foreach ((long first, long last) in _lastByFirst)
        {
            if (first <= number && number <= last)
            {
                return last;
            }
        }

        return number - 1;
    }

    /// <summary>The numbers from one to another, both included, that are not accounted for.</summary>
    public IEnumerable<RecordRange> Holes(long from, long to)
    {
        foreach ((long first, long last) in _lastByFirst)
        {
            if (from < first && from <= to)
            {
                yield return new RecordRange(from, long.Min(first - 1, to));
            }

            from = long.Max(from, last + 1);
        }

        if (from <= to)
        {
            yield return new RecordRange(from, to);
        }
    }
}
