using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NanoBatch.Cli.Rendering;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Formatting;
using NanoBatch.Language.Text;

namespace NanoBatch.Cli.Jobs;

/// <param name="Paths">Jobs to lay out.</param>
/// <param name="IsCheck">Name the files that would change, and change none.</param>
internal sealed record FormatRequest(IReadOnlyList<string> Paths, bool IsCheck);

/// <summary>Brings jobs into the canonical layout; what they mean stays.</summary>
internal sealed class FormatService(CliEnvironment environment)
{
    private bool _hasErrors;
    private int _changeCount;

    /// <summary>Lays out every file; one with errors is left as it is, the others are done all the same.</summary>
    public ExitCode Run(FormatRequest request)
    {
        foreach (string path in request.Paths)
        {
            try
            {
                Format(path, request.IsCheck);
            }
            catch (CliFailure failure)
            {
                _hasErrors = true;
                environment.Out.Flush();
                failure.Print(environment.Error);
            }
        }

        Ink ink = environment.ErrorInk;
        string changed = FormattableString.Invariant($"{_changeCount} of {request.Paths.Count}");
        environment.Note(request.IsCheck
            ? _changeCount == 0 && !_hasErrors ? ink.Good("nothing would change") : $"{changed} would change"
            : $"{changed} changed");
        return _hasErrors || (request.IsCheck && _changeCount > 0) ? ExitCode.FileErrors : ExitCode.Done;
    }

    private void Format(string path, bool isCheck)
    {
        SourceText source = JobFile.ReadSource(path);
        AnalysisResult analysis = JobCompiler.Analyze(source);
        string? text = analysis.HasErrors ? null : JobFormatter.Format(source);
        if (text is null)
        {
            _hasErrors = true;
            environment.Out.Flush();
            IEnumerable<Diagnostic> errors = analysis.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            DiagnosticText.Write(environment.Error, environment.ErrorInk, source, errors);
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (InputFile.Read(path, SourceText.MaxBytes, out _).AsSpan().SequenceEqual(bytes))
        {
            return;
        }

        _changeCount++;
        environment.Out.WriteLine(path);
        if (!isCheck)
        {
            OutputFile.Write(path, bytes);
        }
    }
}
