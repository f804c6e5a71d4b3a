using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using NanoBatch.Cli.Rendering;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Jobs;

/// <param name="Paths">Jobs to check.</param>
/// <param name="BoardPath">Profile to check them against, or null.</param>
/// <param name="IsJson">An array of diagnostics instead of text.</param>
internal sealed record CheckRequest(IReadOnlyList<string> Paths, string? BoardPath, bool IsJson);

/// <summary>Diagnostics of jobs; nothing is written.</summary>
internal sealed class CheckService(CliEnvironment environment)
{
    /// <summary>Code of a file that cannot be read at all: the language's own codes are about its text.</summary>
    private const string UnreadableCode = "FILE001";

    private int _errorCount;
    private int _warningCount;
    private bool _hasUnreadable;

    /// <summary>Checks every file, the later ones too when an earlier one has errors.</summary>
    public ExitCode Run(CheckRequest request)
    {
        BoardProfile? profile = ProfileFile.ReadOptional(request.BoardPath);
        var found = new List<LocatedDiagnostic>();
        foreach (string path in request.Paths)
        {
            Check(path, profile, request.IsJson, found);
        }

        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => WriteArray(json, found));
        }
        else
        {
            environment.Note(Summary(request.Paths.Count));
        }

        return _errorCount > 0 || _hasUnreadable ? ExitCode.FileErrors : ExitCode.Done;
    }

    private void Check(string path, BoardProfile? profile, bool isJson, List<LocatedDiagnostic> found)
    {
        SourceText source;
        try
        {
            source = JobFile.ReadSource(path);
        }
        catch (CliFailure failure)
        {
            _hasUnreadable = true;
            environment.Out.Flush();
            failure.Print(environment.Error);
            found.Add(new LocatedDiagnostic(path, 1, 1, 0, "error", UnreadableCode, failure.Problem ?? failure.Message, failure.Hint));
            return;
        }

        Compilation compilation = Compilation.Of(source, profile, strip: false);
        _errorCount += compilation.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        _warningCount += compilation.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);
        if (isJson)
        {
            found.AddRange(compilation.Diagnostics.Select(diagnostic => LocatedDiagnostic.From(source, diagnostic)));
        }
        else if (compilation.Diagnostics.Count > 0)
        {
            compilation.WriteDiagnostics(environment.Out, environment.OutInk);
            environment.Out.WriteLine();
        }
    }

    private string Summary(int files)
    {
        Ink ink = environment.ErrorInk;
        string where = files == 1 ? "" : $" in {files} files";
        string warnings = _warningCount == 0 ? "" : $", {Count(_warningCount, "warning")}";
        if (_errorCount > 0)
        {
            return ink.Error(Count(_errorCount, "error")) + warnings + where;
        }

        return _hasUnreadable ? ink.Error("not every file could be read") : ink.Good("no errors") + warnings + where;
    }

    private static string Count(int count, string what) => FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private static void WriteArray(Utf8JsonWriter json, List<LocatedDiagnostic> found)
    {
        json.WriteStartArray();
        foreach (LocatedDiagnostic diagnostic in found)
        {
            json.WriteStartObject();
            json.WriteString("file", diagnostic.File);
            json.WriteNumber("line", diagnostic.Line);
            json.WriteNumber("column", diagnostic.Column);
            json.WriteNumber("length", diagnostic.Length);
            json.WriteString("severity", diagnostic.Severity);
            json.WriteString("code", diagnostic.Code);
            json.WriteString("message", diagnostic.Message);
            json.WriteString("hint", diagnostic.Hint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
