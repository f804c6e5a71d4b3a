namespace NanoBatch.Language.Parsing;

/// <summary>What begins a line of the canonical layout.</summary>
internal enum LineRole
{
    Job,
    Sample,
    Zone,
    Let,
    Task,
    Action,
}
