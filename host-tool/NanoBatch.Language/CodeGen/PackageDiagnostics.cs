using System.Collections.Generic;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>What can still be wrong with a job that passed every check: it is too big for a package. One method a message.</summary>
public sealed class PackageDiagnostics
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>Every code of this class, for the handbook.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Catalogue { get; } =
    [
        new("JOB301", DiagnosticSeverity.Error, "package over 1024 bytes", "a job whose names and conditions come to more than 1024 bytes",
            "Compile with --strip, which leaves names out, or split the job."),
        new("JOB302", DiagnosticSeverity.Error, "task with more than 1152 values", "32 histograms of 32 bins and 129 more aggregates",
            "Split the task in two with the same schedule."),
        new("JOB303", DiagnosticSeverity.Error, "until condition nested over 31 deep", "alert a when … until x > (a - (b - (c - …)))",
            "Write it with fewer parentheses, such as a + b + c instead of a + (b + c)."),
        new("JOB304", DiagnosticSeverity.Error, "more samples than the board's memory holds", "sample a every 1s keep 1d, on a board with 28672 bytes for samples",
            "Keep less, take shorter windows, or sample less often."),
    ];

    /// <summary>In the order found.</summary>
    public IReadOnlyList<Diagnostic> Found => _found;

    /// <param name="job">The job's header.</param>
    /// <param name="bytes">Size as asked for.</param>
    /// <param name="strippedBytes">Size without names.</param>
    public void ReportPackageTooLarge(TextSpan job, int bytes, int strippedBytes)
        => Add("JOB301", job, $"the package has {bytes} bytes, and at most {Limits.PackageBytesMax} are allowed",
            strippedBytes <= Limits.PackageBytesMax
                ? $"--strip leaves out field and alert names: {strippedBytes} bytes"
                : $"split the job; without names it still has {strippedBytes} bytes");

    public void ReportTooManyValues(TextSpan task, int values)
        => Add("JOB302", task, $"this task computes {values} values, and at most {Limits.ValuesMax} are allowed; a histogram counts once for each bin",
            "split the task in two with the same schedule");

    public void ReportUntilTooDeep(TextSpan until, int depth)
        => Add("JOB303", until, $"this needs {depth} intermediate values at once, and after 'until' at most {Limits.StackDepthMax - 1} are allowed",
            "write it with fewer parentheses, such as a + b + c instead of a + (b + c)");

    public void ReportMemoryExceeded(TextSpan job, int ramBytes, int arenaBytes)
        => Add("JOB304", job, $"the samples of this job take {ramBytes} bytes, and the board has {arenaBytes} for all its jobs",
            "keep less, take shorter windows, or sample less often");

    private void Add(string code, TextSpan span, string message, string hint)
        => _found.Add(new Diagnostic(code, DiagnosticSeverity.Error, span, message, hint));
}
