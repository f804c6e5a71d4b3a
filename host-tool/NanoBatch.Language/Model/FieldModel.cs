using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>One field of a report.</summary>
/// <param name="Name">Resolved name, at most 32 characters where written; a default name may be longer (<c>aggregate_channel</c>).</param>
/// <param name="IsNameDefault">True where the name is the one that the code implies, so that a package need not carry it.</param>
/// <param name="Value">The value; a <c>hist</c> call only as the whole field.</param>
/// <param name="Span">The field with its name.</param>
public sealed record FieldModel(string Name, bool IsNameDefault, Expression Value, TextSpan Span);
