namespace NanoBatch.Results;

/// <summary>The databases that can hold results.</summary>
public enum StoreKind
{
    /// <summary>One file, nothing to install.</summary>
    Sqlite,

    /// <summary>A server that several collectors share.</summary>
    Postgres,
}
