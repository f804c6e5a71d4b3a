using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Results;

/// <summary>A short list of name and value pairs that keeps its order: fields, expected counts, counts.</summary>
/// <remarks>Lookup is linear: a report has at most 32 fields and 16 channels. Names are unique; the first wins.</remarks>
public sealed class NamedValues<T> : IReadOnlyList<KeyValuePair<string, T>>, IEquatable<NamedValues<T>>
{
    private readonly KeyValuePair<string, T>[] _pairs;

    /// <summary>Copies the pairs in their order.</summary>
    public NamedValues(IEnumerable<KeyValuePair<string, T>> pairs)
    {
        _pairs = pairs.ToArray();
    }

    /// <summary>Copies the pairs in their order.</summary>
    public NamedValues(params (string Name, T Value)[] pairs)
        : this(pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
    {
    }

    /// <inheritdoc/>
    public int Count => _pairs.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, T> this[int index] => _pairs[index];

    /// <summary>The value of a name, or false.</summary>
    public bool TryGet(string name, out T? value)
    {
        foreach (KeyValuePair<string, T> pair in _pairs)
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
            {
                value = pair.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(NamedValues<T>? other) => other is not null && _pairs.SequenceEqual(other._pairs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NamedValues<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (KeyValuePair<string, T> pair in _pairs)
        {
            hash.Add(pair);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, T>>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
