using System;

namespace NanoBatch.Mqtt;

/// <summary>Something between this machine and a broker went wrong: one sentence, and the next thing to do.</summary>
public sealed class BrokerException : Exception
{
    public BrokerException(BrokerFailure failure, string message, string help, Exception? cause = null)
        : base(message, cause)
    {
        Failure = failure;
        Help = help;
    }

    /// <summary>Which kind of trouble it is.</summary>
    public BrokerFailure Failure { get; }

    /// <summary>What to try next, one sentence.</summary>
    public string Help { get; }

    /// <summary>False where another attempt meets the same end: nobody but a person can help.</summary>
    public bool IsPassing => Failure is BrokerFailure.UnknownHost or BrokerFailure.Unreachable or BrokerFailure.NoAnswer or BrokerFailure.Lost;
}
