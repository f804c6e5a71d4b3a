using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using NanoBatch.Results;

namespace NanoBatch.Load;

/// <summary>Load from the command line; ends with 0 where every record is stored once, else 1.</summary>
internal static class Program
{
    private const string Usage = """
        usage: NanoBatch.Load [--boards 10000] [--minutes 10] [--rate 60] [--slice 30] [--kill SECONDS] [--collectors 1] [--db STORE] [--folder FOLDER]
               NanoBatch.Load store [--boards 1000] [--records 320000] [--group 64] [--db STORE]
        """;

    private static async Task<int> Main(string[] arguments)
    {
        if (Array.IndexOf(arguments, "--help") >= 0)
        {
            Console.WriteLine(Usage);
            return 0;
        }

        string folder = Option(arguments, "--folder") is { } kept ? Directory.CreateDirectory(kept).FullName : Directory.CreateTempSubdirectory("nanobatch-load").FullName;
        try
        {
            return arguments is ["store", ..] ? LoadStore(arguments, folder) : await LoadBoardsAsync(arguments, folder).ConfigureAwait(false);
        }
        finally
        {
            if (Option(arguments, "--folder") is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<int> LoadBoardsAsync(string[] arguments, string folder)
    {
        using var load = new BoardLoad(
            new LoadOptions
            {
                Boards = (int)Number(arguments, "--boards", 10_000),
                Duration = TimeSpan.FromMinutes(Number(arguments, "--minutes", 10)),
                Rate = (int)Number(arguments, "--rate", 60),
                Slice = TimeSpan.FromSeconds(Number(arguments, "--slice", 30)),
                Kill = TimeSpan.FromSeconds(Number(arguments, "--kill", 0)),
                Collectors = (int)Number(arguments, "--collectors", 1),
                Database = Option(arguments, "--db"),
                Folder = folder,
            },
            Console.Out);
        return await load.RunAsync().ConfigureAwait(false) ? 0 : 1;
    }

    private static int LoadStore(string[] arguments, string folder)
    {
        StoreAddress? address = StoreAddress.TryParse(Option(arguments, "--db") ?? "sqlite:" + Path.Combine(folder, "results.db"), out string problem);
        if (address is null)
        {
            Console.Error.WriteLine(problem);
            return 2;
        }

        StoreLoad.Run(
            address, (int)Number(arguments, "--boards", 1000), (int)Number(arguments, "--records", 320_000), (int)Number(arguments, "--group", 64), Console.Out);
        return 0;
    }

    private static double Number(string[] arguments, string name, double usual)
        => Option(arguments, name) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : usual;

    private static string? Option(string[] arguments, string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 || at + 1 >= arguments.Length ? null : arguments[at + 1];
    }
}
