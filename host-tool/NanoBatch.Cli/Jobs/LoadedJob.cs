using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using NanoBatch.Language.Certificates;
using NanoBatch.Language.Disassembly;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Jobs;

/// <summary>A job that is ready to run, from its source or from a package file.</summary>
/// <param name="Path">The file as the user named it.</param>
/// <param name="Package">The package's bytes.</param>
/// <param name="Parsed">The same as a board reads it.</param>
internal sealed record LoadedJob(string Path, byte[] Package, JobPackage Parsed)
{
    /// <summary>Names of the channels that the job samples.</summary>
    public IReadOnlyCollection<string> Channels => [.. Parsed.Channels.Take(Parsed.ChannelCount).Select(channel => channel.Name)];

    /// <summary>First 4 bytes of the package's SHA-256 as 8 lower-case hex digits: what its reports carry.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Package), 0, 4);

    /// <summary>Worst-case steps of its dearest task.</summary>
    public int WorstCaseSteps => Parsed.Tasks.Take(Parsed.TaskCount).Max(task => task.WorstCaseSteps);

    /// <summary>Compiles a source or verifies a package; warnings go to the error stream.</summary>
    /// <param name="environment">Where diagnostics go.</param>
    /// <param name="path">A job or a package.</param>
    /// <param name="profile">The board to check against, or null.</param>
    /// <param name="strip">Leaves out names of a job that is compiled.</param>
    /// <exception cref="CliFailure">Exit code 1: the file cannot be read, or has errors, which are written already.</exception>
    public static LoadedJob Load(CliEnvironment environment, string path, BoardProfile? profile, bool strip = false)
    {
        JobFile file = JobFile.Read(path);
        if (file.Package is { } bytes)
        {
            return new LoadedJob(path, bytes, Verify(path, bytes, profile));
        }

        Compilation compilation = Compilation.Of(file.Source!, profile, strip);
        environment.Out.Flush();
        compilation.WriteDiagnostics(environment.Error, environment.ErrorInk);
        return compilation.Package is { } package && compilation.Parsed is { } parsed
            ? new LoadedJob(path, package, parsed)
            : throw CliFailure.AlreadyTold(ExitCode.FileErrors);
    }

    /// <summary>The certificate, with the profile's units.</summary>
    public Certificate CertificateFor(BoardProfile? profile) => Certificate.Of(Parsed, ProfileFile.ChannelsOf(profile));

    private static JobPackage Verify(string path, byte[] bytes, BoardProfile? profile)
    {
        var package = new JobPackage();
        PackageStatus status = new PackageReader().Read(bytes, bytes.Length, package);
        if (status == PackageStatus.Accepted)
        {
            status = new PackageVerifier().Check(package, ProfileFile.BentChannelsOf(profile, package));
        }

        if (status != PackageStatus.Accepted)
        {
            throw CliFailure.OfFile(path, $"this package is refused ({status}): {StatusText.Of(status)}", "compile the job again");
        }

        CheckAgainst(path, package, profile);
        return package;
    }

    /// <summary>What the compiler says about a source with a profile, said about a package.</summary>
    private static void CheckAgainst(string path, JobPackage package, BoardProfile? profile)
    {
        if (profile is null)
        {
            return;
        }

        var faults = new List<string>();
        foreach (ChannelPlan channel in package.Channels.Take(package.ChannelCount))
        {
            ChannelProfile? found = profile.Channels.FirstOrDefault(candidate => candidate.Name == channel.Name);
            if (found is null)
            {
                string known = string.Join(", ", profile.Channels.Select(c => c.Name));
                faults.Add(CliFailure.FileMessage(path, $"board '{profile.Id}' has no channel '{channel.Name}'", $"it has {known}"));
            }
            else if (channel.Unit is not null && channel.Unit != found.Unit)
            {
                faults.Add(CliFailure.FileMessage(path, $"the job writes channel '{channel.Name}' in '{channel.Unit}', and board '{profile.Id}' has it in '{found.Unit}'",
                    "use a profile with that unit"));
            }
        }

        if (faults.Count > 0)
        {
            throw CliFailure.OfFileText(string.Join('\n', faults));
        }
    }
}
