using System.Collections.Generic;
using System.IO;
using NanoBatch.Cli.Rendering;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Jobs;

/// <summary>A job's source through the whole compiler.</summary>
/// <param name="Source">The text.</param>
/// <param name="Package">The bytes; null where there are errors.</param>
/// <param name="Parsed">The package as a board reads it; null likewise.</param>
/// <param name="Diagnostics">Errors and warnings in source order.</param>
internal sealed record Compilation(SourceText Source, byte[]? Package, JobPackage? Parsed, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Compiles.</summary>
    /// <param name="source">The job's text.</param>
    /// <param name="profile">A board to check against, or null.</param>
    /// <param name="strip">Leaves out field and alert names.</param>
    public static Compilation Of(SourceText source, BoardProfile? profile, bool strip)
    {
        CompileOutcome outcome = JobBuild.Build(source, ProfileFile.ChannelsOf(profile), strip, ProfileFile.CapacityOf(profile));
        return new Compilation(source, outcome.Package, outcome.Parsed, outcome.Diagnostics);
    }

    /// <summary>Writes what there is to say, for people.</summary>
    public void WriteDiagnostics(TextWriter output, Ink ink) => DiagnosticText.Write(output, ink, Source, Diagnostics);
}
