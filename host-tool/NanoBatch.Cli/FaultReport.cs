using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace NanoBatch.Cli;

/// <summary>What remains of a defect of the tool: a file for its makers, one sentence for the user.</summary>
internal static class FaultReport
{
    /// <summary>Writes the report into the temp folder.</summary>
    /// <returns>The sentence; it says so where even the report could not be written.</returns>
    public static string Write(CliEnvironment environment, IReadOnlyList<string> arguments, Exception fault)
    {
        DateTimeOffset now = environment.Time.GetUtcNow();
        string name = string.Create(CultureInfo.InvariantCulture, $"nanobatch-fault-{now:yyyyMMdd-HHmmss}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}.txt");
        string path = Path.Combine(Path.GetTempPath(), name);
        string text = $"""
            nanobatch {CliHost.Version}
            {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}
            {now.ToString("u", CultureInfo.InvariantCulture)}
            arguments: {string.Join(' ', arguments)}

            {fault}

            """;
        try
        {
            File.WriteAllText(path, text);
            return $"error: nanobatch has a defect ({fault.GetType().Name}); a report for its makers is in {path}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"error: nanobatch has a defect ({fault.GetType().Name}), and no report could be written to {path}: {e.Message}";
        }
    }
}
