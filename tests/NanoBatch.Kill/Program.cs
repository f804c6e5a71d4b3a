using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Kill.Deploying;
using NanoBatch.Kill.Killing;

namespace NanoBatch.Kill;

/// <summary>Long harnesses from the command line; each prints its seed first and ends with 0 where nothing was found, else 1.</summary>
internal static class Program
{
    private const string Usage = """
        usage: NanoBatch.Kill --kills N [--seed S]
               NanoBatch.Kill deployments --count N [--pty M] [--noise P] [--seed S]
        """;

    private static async Task<int> Main(string[] arguments)
    {
        bool isDeployment = arguments.Length > 0 && arguments[0] == "deployments";
        if (Number(arguments, "--seed", Environment.TickCount & 0xFFFFFF) is not { } seed
            || Number(arguments, isDeployment ? "--count" : "--kills", null) is not { } count
            || Number(arguments, "--pty", 0) is not { } overPty
            || !double.TryParse(Option(arguments, "--noise") ?? "1e-4", NumberStyles.Float, CultureInfo.InvariantCulture, out double noise))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        Console.WriteLine(FormattableString.Invariant($"seed {seed}"));
        try
        {
            if (!isDeployment)
            {
                await new KillRun(seed, count, TimeSpan.MaxValue, Console.Out).RunAsync(CancellationToken.None);
                return 0;
            }

            Console.WriteLine(new DeploymentRun(seed, noise, Console.Out).Run(count));
            if (overPty > 0 && !OperatingSystem.IsWindows())
            {
                Console.WriteLine(await new PtyDeployments(seed, noise).RunAsync(overPty, CancellationToken.None));
            }

            return 0;
        }
        catch (FoundException found)
        {
            Console.WriteLine(found.Message);
            return 1;
        }
    }

    private static int? Number(string[] arguments, string name, int? usual)
        => Option(arguments, name) is not { } text ? usual : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    private static string? Option(string[] arguments, string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 || at + 1 >= arguments.Length ? null : arguments[at + 1];
    }
}
