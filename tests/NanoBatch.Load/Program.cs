using System;
using System.Globalization;
using System.IO;
using NanoBatch.Results;

namespace NanoBatch.Load;

/// <summary>Load from the command line.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("nanobatch-load").FullName;
        try
        {
            StoreAddress? address = StoreAddress.TryParse(Option(arguments, "--db") ?? "sqlite:" + Path.Combine(folder, "results.db"), out string problem);
            if (address is null)
            {
                Console.Error.WriteLine(problem);
                return 2;
            }

            StoreLoad.Run(address, Number(arguments, "--boards", 1000), Number(arguments, "--records", 320_000), Number(arguments, "--group", 64), Console.Out);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Number(string[] arguments, string name, int usual)
        => Option(arguments, name) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : usual;

    private static string? Option(string[] arguments, string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 || at + 1 >= arguments.Length ? null : arguments[at + 1];
    }
}
