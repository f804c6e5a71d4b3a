using System;
using System.IO;
using System.Text.Json;
using System.Threading;

namespace NanoBatch.FakeNanoff;

/// <summary>Notes its arguments and plays what was recorded for them, from files beside it.</summary>
/// <remarks><c>calls.txt</c> gets a JSON array for each run. <c>update.1.txt</c> is what the first run with <c>--update</c> plays, <c>update.2.txt</c> the second; the last
/// one goes on. First line: the exit code, or <c>hang</c>; the rest is printed as it stands.</remarks>
internal static class Program
{
    private const string Hang = "hang";

    private static int Main(string[] arguments)
    {
        string folder = AppContext.BaseDirectory;
        string kind = Array.Exists(arguments, argument => argument == "--update") ? "update"
            : Array.Exists(arguments, argument => argument == "--deploy") ? "deploy"
            : Array.Exists(arguments, argument => argument == "--devicedetails") ? "details" : "other";
        File.AppendAllText(Path.Combine(folder, "calls.txt"), JsonSerializer.Serialize(arguments) + "\n");
        int number = CountUp(Path.Combine(folder, kind + ".count"));
        string path = Path.Combine(folder, $"{kind}.{number}.txt");
        while (number > 1 && !File.Exists(path))
        {
            path = Path.Combine(folder, $"{kind}.{--number}.txt");
        }

        string[] play = File.ReadAllText(path).Split('\n', 2);
        Console.Out.Write(play[1]);
        Console.Out.Flush();
        if (play[0] == Hang)
        {
            Thread.Sleep(Timeout.Infinite);     // until the caller loses patience
        }

        return int.Parse(play[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int CountUp(string path)
    {
        int count = File.Exists(path) ? (int)new FileInfo(path).Length + 1 : 1;
        File.AppendAllText(path, ".");
        return count;
    }
}
