using System;
using System.Linq;
using NanoBatch.Language.Certificates;
using NanoBatch.Language.Checking;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language;

/// <summary>The whole compiler: from the text of a job to its package.</summary>
public static class JobBuild
{
    /// <summary>Checks and compiles a job.</summary>
    /// <param name="source">Any text at all.</param>
    /// <param name="board">Channels that the job must find and their units; null takes units as they are written.</param>
    /// <param name="strip">True leaves out names and source lines.</param>
    /// <param name="capacity">What the board holds; null asks for nothing.</param>
    /// <returns>A package, or at least one error; warnings in either case. Never throws for bad input.</returns>
    /// <exception cref="InvalidOperationException">A fault of the compiler.</exception>
    public static CompileOutcome Build(SourceText source, BoardChannels? board = null, bool strip = false, BoardCapacity? capacity = null)
    {
        AnalysisResult analysis = JobCompiler.Analyze(source, board);
        if (analysis.Model is not { } model)
        {
            return new CompileOutcome(null, null, analysis.Diagnostics);
        }

        int bentChannels = 0;
        foreach (ChannelModel channel in model.Channels)
        {
            bentChannels |= capacity is not null && capacity.BentChannels.Contains(channel.Name) ? 1 << channel.Index : 0;
        }

        CompileOutcome outcome = PackageBuilder.Build(model, source, strip, bentChannels);
        if (capacity is not null && outcome.Parsed is { } package && TooLarge(model, package, board, capacity) is { } refused)
        {
            outcome = new CompileOutcome(null, null, [refused]);
        }

        return outcome with { Diagnostics = [.. analysis.Diagnostics.Concat(outcome.Diagnostics).OrderBy(diagnostic => diagnostic.Span.Start)] };
    }

    private static Diagnostic? TooLarge(JobModel model, JobPackage package, BoardChannels? board, BoardCapacity capacity)
    {
        int ramBytes = Certificate.Of(package, board).RamBytes;
        if (ramBytes <= capacity.ArenaBytes)
        {
            return null;
        }

        var diagnostics = new PackageDiagnostics();
        diagnostics.ReportMemoryExceeded(model.Span, ramBytes, capacity.ArenaBytes);
        return diagnostics.Found[0];
    }
}
