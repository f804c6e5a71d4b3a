using System;

namespace NanoBatch.Results;

/// <summary>Writes results in one format, one after another, as they come.</summary>
/// <remarks>Disposing writes what closes the format (a bracket, or nothing) and leaves the text writer open.</remarks>
public interface IResultWriter : IDisposable
{
    /// <summary>Writes one result; complete lines only, so that a reader at the other end of a pipe can use it at once.</summary>
    void Write(Result result);
}
