using System;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Formatting;

/// <summary>The canonical layout of a job: one statement a line, groups and tasks apart, actions indented, comments kept.</summary>
public static class JobFormatter
{
    /// <summary>Lays out a job; only blanks and line breaks change, so it means what it meant.</summary>
    /// <returns>The text with LF line ends, or null where the file has errors of syntax: <see cref="JobCompiler.Analyze"/> tells them.</returns>
    /// <remarks>Idempotent. Linear in the size of the file.</remarks>
    public static string? Format(SourceText source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var bag = new DiagnosticBag();
        if (source.IsTooLarge)
        {
            return null;
        }

        JobSyntaxTree tree = JobCompiler.Parse(source, bag);
        return bag.HasErrors ? null : new LayoutWriter(source, tree).Write();
    }
}
