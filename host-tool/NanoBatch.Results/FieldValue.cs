using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NanoBatch.Results;

/// <summary>The value of one report field: nothing, a whole number, a number, or the counts of a histogram.</summary>
/// <remarks>Immutable; equality is by value. Numbers travel as float32 (DECISIONS 32), so a number is kept as one.</remarks>
public sealed class FieldValue : IEquatable<FieldValue>
{
    private readonly long[] _bins;

    private FieldValue(FieldKind kind, long integer, float number, long[] bins)
    {
        Kind = kind;
        Whole = integer;
        Number = number;
        _bins = bins;
    }

    /// <summary>The value of a field that could not be computed.</summary>
    public static FieldValue Null { get; } = new(FieldKind.Null, 0, 0, []);

    /// <summary>Which of the other properties holds the value.</summary>
    public FieldKind Kind { get; }

    /// <summary>The value of a <see cref="FieldKind.Whole"/>; 0 otherwise.</summary>
    public long Whole { get; }

    /// <summary>The value of a <see cref="FieldKind.Number"/>, finite; 0 otherwise.</summary>
    public float Number { get; }

    /// <summary>The counts of a <see cref="FieldKind.Bins"/>; empty otherwise.</summary>
    public IReadOnlyList<long> Bins => _bins;

    /// <summary>A whole number that travelled exactly.</summary>
    public static FieldValue Of(long value) => new(FieldKind.Whole, value, 0, []);

    /// <summary>A number; what is not finite becomes null, as in the language.</summary>
    public static FieldValue Of(float value) => float.IsFinite(value) ? new(FieldKind.Number, 0, value, []) : Null;

    /// <summary>The counts of a histogram, copied.</summary>
    public static FieldValue Of(IEnumerable<long> bins) => new(FieldKind.Bins, 0, 0, bins.ToArray());

    /// <summary>The value as a number for plots and tables; null for null and for a histogram.</summary>
    public double? AsDouble() => Kind switch
    {
        FieldKind.Whole => Whole,
        FieldKind.Number => Number,
        _ => null,
    };

    /// <inheritdoc/>
    public bool Equals(FieldValue? other) => other is not null && Kind == other.Kind && Whole == other.Whole
        && Number.Equals(other.Number) && _bins.AsSpan().SequenceEqual(other._bins);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Kind);
        hash.Add(Whole);
        hash.Add(Number);
        foreach (long bin in _bins)
        {
            hash.Add(bin);
        }

        return hash.ToHashCode();
    }

    /// <summary>Invariant text: empty for null, the shortest digits that give the same float32, bins separated by spaces.</summary>
    public override string ToString() => Kind switch
    {
        FieldKind.Whole => Whole.ToString(CultureInfo.InvariantCulture),
        FieldKind.Number => NumberText.Of(Number),
        FieldKind.Bins => string.Join(' ', _bins.Select(bin => bin.ToString(CultureInfo.InvariantCulture))),
        _ => string.Empty,
    };
}
