using System;
using System.IO;

namespace NanoBatch.Cli.Collecting;

/// <summary>Where this user's collected results are.</summary>
internal static class ResultsHome
{
    /// <summary>The folder itself, where it is not the usual one.</summary>
    public const string Variable = "NANOBATCH_HOME";

    private const string FileName = "results.db";

    /// <summary>Path of the results store; <c>NANOBATCH_HOME</c>, else <c>nanobatch</c> in the user's folder for data.</summary>
    /// <exception cref="CliFailure">Exit code 2: the system knows no such folder.</exception>
    public static string StorePath(CliEnvironment environment)
    {
        if (environment.Variable(Variable) is { Length: > 0 } home)
        {
            return Path.Combine(home, FileName);
        }

        string? data = environment.Variable("XDG_DATA_HOME");
        string folder = !OperatingSystem.IsWindows() && !string.IsNullOrEmpty(data) && Path.IsPathRooted(data)
            ? data
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "nanobatch", FileName)
            : throw CliFailure.Usage("this user has no folder for data", $"name one in the environment variable {Variable}");
    }
}
