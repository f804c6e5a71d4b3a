using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>The outcome of reading a profile: the profile, or every mistake that was found, in file order.</summary>
/// <param name="Profile">The profile, or null when there is any error.</param>
/// <param name="Errors">All independent mistakes; empty on success.</param>
public sealed record ProfileReading(BoardProfile? Profile, IReadOnlyList<ProfileError> Errors)
{
    /// <summary>Whether <see cref="Profile"/> may be used.</summary>
    [MemberNotNullWhen(true, nameof(Profile))]
    public bool IsOk => Profile is not null;
}
