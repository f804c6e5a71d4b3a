using System;
using System.IO;
using NanoBatch.Language.Certificates;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Jobs;

/// <param name="Path">The job.</param>
/// <param name="OutputPath">The package to write, or null for the job's name with the package extension.</param>
/// <param name="BoardPath">Profile, or null.</param>
/// <param name="IsStripped">Leaves out field and alert names.</param>
/// <param name="IsJson">Prints the certificate as JSON.</param>
internal sealed record CompileRequest(string Path, string? OutputPath, string? BoardPath, bool IsStripped, bool IsJson);

/// <summary>Compiles a job into a package file.</summary>
internal sealed class CompileService(CliEnvironment environment)
{
    /// <summary>Writes the package, whole or not at all; nothing where the job has errors.</summary>
    public ExitCode Run(CompileRequest request)
    {
        BoardProfile? profile = ProfileFile.ReadOptional(request.BoardPath);
        JobFile.ReadSource(request.Path);       // a package is refused before anything is compiled
        LoadedJob job = LoadedJob.Load(environment, request.Path, profile, request.IsStripped);
        string outputPath = request.OutputPath ?? Path.ChangeExtension(request.Path, JobFile.PackageExtension);
        if (Path.GetFullPath(outputPath) == Path.GetFullPath(request.Path))
        {
            throw CliFailure.Usage($"'{outputPath}' is the job itself", "give another file to -o");
        }

        OutputFile.Write(outputPath, job.Package);
        Certificate certificate = job.CertificateFor(profile);
        if (request.IsJson)
        {
            environment.Out.WriteLine(CertificateJson.Of(certificate));
        }
        else
        {
            environment.Out.WriteLine(FormattableString.Invariant(
                $"{outputPath}: {certificate.Bytes} bytes, {certificate.ProgramBytes} of them program; {certificate.RamBytes} bytes of memory on the board"));
        }

        return ExitCode.Done;
    }
}
