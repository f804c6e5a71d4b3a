using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.EndToEnd.Tests.Reference;

/// <summary>One job over one set of rows on one board, both ways.</summary>
internal sealed class Bench
{
    private readonly BoardProfile _profile;
    private readonly string _csv;
    private readonly Dictionary<string, NaiveChannel> _channels = [];
    private readonly long[] _times;

    /// <summary>A board's calibrations, and rows of raw counts (null: an empty cell) of each channel.</summary>
    public Bench(IReadOnlyList<(string Name, CalibrationPoint[] Points)> channels, long[] timesMs, IReadOnlyList<int?[]> counts)
    {
        _profile = new BoardProfile("bench", null, [.. channels.Select((c, i) => new ChannelProfile(c.Name, i % 8, c.Points.Length == 0 ? "raw" : "%", c.Points))], 8 << 20);
        _times = timesMs;
        for (int c = 0; c < channels.Count; c++)
        {
            _channels[channels[c].Name] = new NaiveChannel(channels[c].Name, [.. channels[c].Points.Select(p => p.Raw)], [.. channels[c].Points.Select(p => p.Value)], counts[c]);
        }

        var csv = new StringBuilder("time," + string.Join(",", channels.Select(c => c.Name)) + "\n");
        for (int row = 0; row < timesMs.Length; row++)
        {
            csv.Append((timesMs[row] / 1000m).ToString(CultureInfo.InvariantCulture));
            foreach (int?[] column in counts)
            {
                csv.Append(',').Append(column[row]?.ToString(CultureInfo.InvariantCulture));
            }

            csv.Append('\n');
        }

        _csv = csv.ToString();
    }

    public BoardProfile Profile => _profile;

    public string Csv => _csv;

    /// <summary>Compiles, replays and compares; returns how many events agreed.</summary>
    public int Check(string jobText, string story)
    {
        (JobModel model, CompileOutcome outcome) = Compile(jobText);
        List<NaiveEvent> expected = new NaiveReplay(model, _times, _channels).Run();
        List<NaiveEvent> actual = new RecordReading(outcome.Parsed!).Read(Replay(outcome.Package!));
        Agreement.Check(expected, actual, story + "\n" + jobText);
        return expected.Count;
    }

    /// <summary>The records of a replay over the rows.</summary>
    public List<byte[]> Replay(byte[] package)
    {
        ReplayReading reading = ReplayReader.Read("bench.csv", new MemoryStream(Encoding.UTF8.GetBytes(_csv)), _profile);
        Assert.IsTrue(reading.IsOk, string.Join("\n", reading.Errors));
        var records = new List<byte[]>();
        var runner = new ReplayRunner(_profile, new RecordedSignal(reading.Data!), reading.Data!.FirstMs, reading.Data.LastMs, records.Add);
        Assert.AreEqual(PackageStatus.Accepted, runner.Deploy(package), $"need {runner.Refusal.Need}, limit {runner.Refusal.Limit}");
        runner.Run(null, null);
        return records;
    }

    public static (JobModel Model, CompileOutcome Outcome) Compile(string jobText)
    {
        SourceText source = SourceText.FromString("bench.job", jobText);
        AnalysisResult analysis = JobCompiler.Analyze(source);
        Assert.IsFalse(analysis.HasErrors, string.Join("\n", analysis.Diagnostics) + "\n" + jobText);
        CompileOutcome outcome = PackageBuilder.Build(analysis.Model!, source, false);
        Assert.IsNotNull(outcome.Package, string.Join("\n", outcome.Diagnostics) + "\n" + jobText);
        return (analysis.Model!, outcome);
    }
}
