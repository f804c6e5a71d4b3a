using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>The outcome of reading replay data: the data, or the first mistakes of the file.</summary>
/// <param name="Data">The data, or null when there is any error.</param>
/// <param name="Errors">The first mistakes, at most <see cref="ReplayReader.ErrorsMax"/>, in file order; empty on success.</param>
public sealed record ReplayReading(ReplayData? Data, IReadOnlyList<ReplayError> Errors)
{
    /// <summary>Whether <see cref="Data"/> may be used.</summary>
    [MemberNotNullWhen(true, nameof(Data))]
    public bool IsOk => Data is not null;
}
