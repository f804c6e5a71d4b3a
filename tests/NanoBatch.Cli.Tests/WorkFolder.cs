using System;
using System.IO;
using System.Text;

namespace NanoBatch.Cli.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>A job that is right, for the sample board.</summary>
    public const string Job = "job bed\n\nsample soil1 every 1h\n\nevery 6h\n    report mean(soil1), n = count(soil1)\n    alert dry when mean(soil1) < 20 %\n";

    /// <summary>A board with one probe.</summary>
    public const string Profile = "[board]\nid = \"field-7\"\n\n[[channel]]\nname = \"soil1\"\nadc = 0\nunit = \"%\"\ncalibration = [[3100, 0], [1240, 60]]\n";

    /// <summary>Two days of readings, hourly, falling from 30 % to 13.55 %.</summary>
    public static string Data
    {
        get
        {
            var text = new StringBuilder("time,soil1[%]\n");
            for (int hour = 0; hour < 48; hour++)
            {
                text.Append(FormattableString.Invariant($"2025-06-{1 + (hour / 24):00}T{hour % 24:00}:00:00Z,{30 - (0.35 * hour):0.00}\n"));
            }

            return text.ToString();
        }
    }

    public WorkFolder()
    {
        Path = Directory.CreateTempSubdirectory("nanobatch-test-").FullName;
    }

    public string Path { get; }

    /// <summary>A path in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes text and returns its path.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes and returns their path.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>A replay of the job over the data on the board, all three written.</summary>
    public string[] ReplayArguments()
        => ["replay", Write("bed.job", Job), "--data", Write("data.csv", Data), "--board", Write("board.toml", Profile)];

    /// <summary>File names in the folder, sorted, one blank between two.</summary>
    public string List()
    {
        string[] names = Array.ConvertAll(Directory.GetFileSystemEntries(Path), path => System.IO.Path.GetFileName(path));
        Array.Sort(names, StringComparer.Ordinal);
        return string.Join(' ', names);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
