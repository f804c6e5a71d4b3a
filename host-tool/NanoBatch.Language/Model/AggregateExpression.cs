using System.Collections.Generic;
using NanoBatch.Language.Text;
using Aggregate = NanoBatch.Protocol.Aggregate;

namespace NanoBatch.Language.Model;

/// <summary>One aggregate over the task's window.</summary>
public sealed record AggregateExpression : Expression
{
    public AggregateExpression(TextSpan span)
        : base(span)
    {
    }

    public required Aggregate Kind { get; init; }

    /// <summary>What is aggregated; all its channels share one period.</summary>
    public required Series Series { get; init; }

    /// <summary>Second series of <see cref="Aggregate.Corr"/>, same period; null otherwise.</summary>
    public Series? SecondSeries { get; init; }

    /// <summary>Samples of <see cref="Series"/> outside are left out; null keeps all. <c>IsRaw</c> only over a plain channel.</summary>
    public ValueRange? Filter { get; init; }

    /// <summary>Constants in the order written: q, a, t, or lo and hi of a histogram; empty where the aggregate takes none.</summary>
    public IReadOnlyList<AggregateArgument> Arguments { get; init; } = [];

    /// <summary>1..99 for <see cref="Aggregate.Percentile"/>, else 0.</summary>
    public int Percentile { get; init; }

    /// <summary>1..32 for <see cref="Aggregate.Hist"/>, else 0.</summary>
    public int Bins { get; init; }
}
