using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.CodeGen;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Benchmarks;

/// <summary>A board that has sampled a whole workload and runs its one task again and again over the same window.</summary>
internal sealed class BoardBench : IAdc, IStore
{
    private readonly Workload _workload;
    private readonly ushort[][] _samples;
    private readonly TaskRun _run = new();
    private readonly Board _board;
    private readonly JobSlot _job;
    private readonly long _dueMs;
    private int _instant;

    public BoardBench(Workload workload, bool? summaries = null)
    {
        _workload = workload;
        _samples = [.. Enumerable.Range(0, workload.ChannelCount).Select(workload.Samples)];
        var config = new BoardConfig { ArenaBytes = 64 * 1024 };
        for (int c = 0; c < workload.ChannelCount; c++)
        {
            config.Channels.Add(new BoardChannel { Name = "ch" + (char)('1' + c), Unit = "%", Calibration = workload.CalibrationOf(c) });
        }

        CompileOutcome outcome = Compile.Stripped(workload.Name, workload.Job);
        Package = outcome.Package!;
        ProgramBytes = outcome.Parsed!.ProgramBytes;
        byte[] package = summaries is { } wanted ? WithSummaries(Package, wanted) : Package;
        _board = new Board(config, this, this, [], null, 0);
        PackageStatus status = _board.Deploy(package, false, 0, 0, out _);
        if (status != PackageStatus.Accepted)
        {
            throw new InvalidOperationException(workload.Name + " was refused: " + status);
        }

        _job = _board.Jobs.JobAt(0);
        int periodMs = _job.Package.Channels[0].PeriodMs;
        for (_instant = 0; _instant < workload.Total; _instant++)
        {
            while (_board.Step((long)_instant * periodMs) <= (long)_instant * periodMs)
            {
            }
        }

        _dueMs = (long)(workload.Total - 1) * periodMs;
        var need = new EngineNeed();
        need.Add(_job);
        _run.Reserve(need, false);
    }

    public byte[] Package { get; }

    public int ProgramBytes { get; }

    public int StepsUsed => _run.StepsUsed;

    public int WorstCaseSteps => _job.Tasks[0].Plan.WorstCaseSteps;

    public IReadOnlyList<double> Values => _run.Values;

    /// <summary>One run of the task, from its first instruction to its last.</summary>
    public double Run()
    {
        _run.Begin(_job, _job.Tasks[0], _dueMs);
        while (_run.Step() == RunStatus.More)
        {
        }

        return _run.Values[0];
    }

    public int Read(int channel) => _samples[channel][_instant];

    public string[] List() => [];

    public int Read(string name, int position, byte[] buffer, int offset, int count) => -1;

    public int Length(string name) => -1;

    public bool Append(string name, byte[] buffer, int offset, int count) => true;

    public bool Delete(string name) => true;

    public long FreeBytes() => long.MaxValue;

    /// <summary>The package with the summaries bit of its one sample item as wanted, to measure both.</summary>
    private byte[] WithSummaries(byte[] package, bool wanted)
    {
        byte[] changed = [.. package];
        int item = 3 + _workload.Name.Length;
        changed[item] = (byte)(wanted ? changed[item] | PackageReader.SummariesFlag : changed[item] & ~PackageReader.SummariesFlag);
        uint crc = Crc32.Of(changed, 0, changed.Length - JobPackage.CrcBytes);
        BitConverter.GetBytes(crc).CopyTo(changed, changed.Length - JobPackage.CrcBytes);
        return changed;
    }
}
