using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>The mistakes of one profile, as many as anybody reads.</summary>
/// <param name="path">The name that messages begin with.</param>
internal sealed class ProfileErrors(string path)
{
    private readonly List<ProfileError> _errors = [];

    /// <summary>True once further mistakes are not listed.</summary>
    public bool IsFull => _errors.Count >= ProfileReader.ErrorsMax;

    /// <summary>What was found, in file order.</summary>
    public IReadOnlyList<ProfileError> InFileOrder => [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];

    /// <summary>Notes a mistake in a key or its value.</summary>
    public void Report(TomlEntry entry, string message, string? hint) => Report(entry.Line, entry.Column, message, hint);

    /// <summary>Notes a mistake; line and column are 0 where there is no place.</summary>
    public void Report(int line, int column, string message, string? hint)
    {
        if (!IsFull)
        {
            _errors.Add(new ProfileError(path, line, column, message, hint));
        }
    }
}
