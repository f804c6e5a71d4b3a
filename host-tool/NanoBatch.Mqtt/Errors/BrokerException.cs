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
        Problem = message;
    }

    /// <summary>The file that is at fault; null where none is.</summary>
    public string? FilePath { get; private init; }

    /// <summary>What is wrong with <see cref="FilePath"/>, without its name; the whole message where no file is at fault.</summary>
    public string Problem { get; private init; }

    /// <summary>Trouble with a file.</summary>
    public static BrokerException OfFile(string path, string problem, string help, Exception? cause = null)
        => new(BrokerFailure.File, $"{path}: {problem}", help, cause) { FilePath = path, Problem = problem };

    /// <summary>Which kind of trouble it is.</summary>
    public BrokerFailure Failure { get; }

    /// <summary>What to try next, one sentence.</summary>
    public string Help { get; }

    /// <summary>False where another attempt meets the same end: nobody but a person can help.</summary>
    public bool IsPassing => Failure is BrokerFailure.UnknownHost or BrokerFailure.Unreachable or BrokerFailure.NoAnswer or BrokerFailure.Lost;
}
