using System;

namespace NanoBatch.Results;

/// <summary>The results store cannot be used; the message is one sentence that names the store and the remedy.</summary>
public sealed class ResultStoreException : Exception
{
    public ResultStoreException()
    {
    }

    public ResultStoreException(string message)
        : base(message)
    {
    }

    public ResultStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True where a server did not answer, or did not let this user in: not a matter of what is stored.</summary>
    public bool IsUnreachable { get; init; }
}
