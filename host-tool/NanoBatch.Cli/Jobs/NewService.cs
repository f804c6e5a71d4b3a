using System;
using System.IO;
using System.Linq;
using System.Text;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Templates;

namespace NanoBatch.Cli.Jobs;

/// <param name="Name">Name of the job and of its files.</param>
/// <param name="Template">One of <see cref="StarterTemplates.Names"/>.</param>
internal sealed record NewRequest(string Name, string Template);

/// <summary>Writes a starter job and its board profile into the current folder.</summary>
internal sealed class NewService(CliEnvironment environment)
{
    /// <summary>Writes both files or neither; nothing is ever overwritten.</summary>
    public ExitCode Run(NewRequest request)
    {
        CheckName(request);
        StarterFiles files = StarterTemplates.Create(request.Template, request.Name);
        string jobPath = request.Name + ".job";
        string profilePath = request.Name + ".board.toml";
        foreach (string path in (string[])[jobPath, profilePath])
        {
            if (Path.Exists(path))
            {
                throw CliFailure.OfFile(path, "the file is there already, and nothing is overwritten", "choose another name, or remove it first");
            }
        }

        OutputFile.WriteNew(profilePath, Encoding.UTF8.GetBytes(files.ProfileText));
        try
        {
            OutputFile.WriteNew(jobPath, Encoding.UTF8.GetBytes(files.JobText));
        }
        catch (CliFailure)
        {
            File.Delete(profilePath);
            throw;
        }

        environment.Out.WriteLine(jobPath);
        environment.Out.WriteLine(profilePath);
        environment.Note($"Edit both, then: nanobatch check {jobPath} --board {profilePath}");
        return ExitCode.Done;
    }

    /// <summary>The language itself says whether it takes the name.</summary>
    private static void CheckName(NewRequest request)
    {
        if (!NameRule.IsName(request.Name, isJob: true))
        {
            throw CliFailure.Usage(
                $"'{request.Name}' cannot be a job's name",
                FormattableString.Invariant($"a name is a letter, then letters, digits, '_' and '-', at most {Limits.NameLengthMax} characters"));
        }

        StarterFiles files = StarterTemplates.Create(request.Template, request.Name);
        Diagnostic? fault = JobCompiler.Analyze(SourceText.FromString(request.Name + ".job", files.JobText)).Diagnostics
            .FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (fault is not null)
        {
            throw CliFailure.Usage(fault.Message, "choose another name, such as zone1");
        }
    }
}
