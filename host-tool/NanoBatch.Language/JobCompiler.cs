using System;
using NanoBatch.Language.Checking;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;

namespace NanoBatch.Language;

/// <summary>From the text of a job to its checked model.</summary>
public static class JobCompiler
{
    /// <summary>Reads, parses and checks a job.</summary>
    /// <param name="source">Any text at all.</param>
    /// <param name="board">Channels that the job must find and their units; null takes units as they are written.</param>
    /// <returns>Never throws for bad input; what is wrong is in the result.</returns>
    /// <remarks>Linear in the size of the file, which is limited to <see cref="SourceText.MaxBytes"/>.</remarks>
    public static AnalysisResult Analyze(SourceText source, BoardChannels? board = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var bag = new DiagnosticBag();
        JobModel? model = null;
        if (source.IsTooLarge)
        {
            bag.FileTooLarge(source.ByteCount, SourceText.MaxBytes);
        }
        else
        {
            JobSyntaxTree tree = Parse(source, bag);
            model = JobChecker.Check(tree, source, board, bag);
        }

        return new AnalysisResult(model, bag.ToList(), bag.HasErrors);
    }

    /// <summary>Lexes and parses alone: the formatter's needs.</summary>
    internal static JobSyntaxTree Parse(SourceText source, DiagnosticBag bag)
    {
        if (source.FirstInvalidUtf8 is { } invalid)
        {
            bag.InvalidUtf8(invalid);
        }

        return Parser.Parse(Lexer.Read(source, bag), bag);
    }
}
