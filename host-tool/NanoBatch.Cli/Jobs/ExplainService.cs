using NanoBatch.Language.Certificates;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Jobs;

/// <param name="Path">A job or a package.</param>
/// <param name="BoardPath">Profile, or null.</param>
/// <param name="IsJson">Prints the certificate as JSON.</param>
internal sealed record ExplainRequest(string Path, string? BoardPath, bool IsJson);

/// <summary>What a job costs and does.</summary>
internal sealed class ExplainService(CliEnvironment environment)
{
    /// <summary>Prints certificate, schedule and disassembly.</summary>
    public ExitCode Run(ExplainRequest request)
    {
        BoardProfile? profile = ProfileFile.ReadOptional(request.BoardPath);
        LoadedJob job = LoadedJob.Load(environment, request.Path, profile);
        Certificate certificate = job.CertificateFor(profile);
        if (request.IsJson)
        {
            environment.Out.WriteLine(CertificateJson.Of(certificate));
        }
        else
        {
            environment.Out.Write(CertificateText.Explain(certificate, job.Parsed));
        }

        return ExitCode.Done;
    }
}
