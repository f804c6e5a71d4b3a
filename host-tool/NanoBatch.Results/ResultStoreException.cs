using System;

namespace NanoBatch.Results;

/// <summary>The results store cannot be used; the message is one sentence that names the file and the remedy.</summary>
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
}
