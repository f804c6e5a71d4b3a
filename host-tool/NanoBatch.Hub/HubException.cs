using System;

namespace NanoBatch.Hub;

/// <summary>A hub cannot work as it was told to: one sentence, and the next thing to do.</summary>
public sealed class HubException : Exception
{
    public HubException(string message, string help, Exception? cause = null)
        : base(message, cause)
    {
        Help = help;
    }

    /// <summary>What to try next, one sentence.</summary>
    public string Help { get; }
}
