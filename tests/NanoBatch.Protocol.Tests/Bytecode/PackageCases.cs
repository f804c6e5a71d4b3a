using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

/// <summary>Packages that each have one thing wrong, and the status that says so: for reader and verifier, and for a board behind a link.</summary>
internal static class PackageCases
{
    private const byte Mean = (byte)Aggregate.Mean | 0x80;
    private const byte Scan0 = (byte)Opcode.ScanChannel;
    private const byte Load0 = (byte)Opcode.LoadSlot;
    private const byte Zero = 32;
    private const byte One = 33;

    /// <summary>Name, bytes and status of every case that needs no board.</summary>
    public static IEnumerable<(string Name, byte[] Package, PackageStatus Status)> Refused()
    {
        yield return ("nothing", [], PackageStatus.TooShort);
        yield return ("seven bytes", [(byte)'N', (byte)'B', 0x10, 0xE1, 0, 0, 0], PackageStatus.TooShort);
        yield return ("1025 bytes", Patched(0, (byte)'N', new PackageSketch().Raw(new byte[1012]).Build()), PackageStatus.TooLong);
        yield return ("other magic", Patched(0, (byte)'X'), PackageStatus.BadMagic);
        yield return ("other second letter", Patched(1, (byte)'b'), PackageStatus.BadMagic);
        yield return ("format 2", Patched(2, 0x20), PackageStatus.UnsupportedFormat);
        yield return ("signed", Patched(2, 0x18), PackageStatus.AuthenticationUnsupported);
        yield return ("wrong checksum", Broken(), PackageStatus.BadCrc);
        yield return ("job name begins with a digit", new PackageSketch { JobName = "9x" }.Build(), PackageStatus.BadJobName);
        yield return ("job name of 33 letters", new PackageSketch { JobName = new string('a', 33) }.Build(), PackageStatus.BadJobName);
        yield return ("version 0 written out", new PackageSketch { Version = 0 }.Build(), PackageStatus.BadHeader);
        yield return ("version 65536", new PackageSketch { Version = 65536 }.Build(), PackageStatus.BadHeader);
        yield return ("zone of 15 hours", new PackageSketch { ZoneMinutes = 900 }.Build(), PackageStatus.BadHeader);
        yield return ("channel begins with a digit", new PackageSketch().Sample(10000, "9a").Build(), PackageStatus.BadChannels);
        yield return ("17 channels", new PackageSketch().SampleRange(10000, "a", 1, 16).Sample(10000, "b").Build(), PackageStatus.BadChannels);
        yield return ("many runs that are one", new PackageSketch().Raw(PackageReader.ManyRunsFlag).Raw(PackageSketch.Varint(DurationCode.Of(10000))).Raw(1).Build(),
            PackageStatus.BadChannels);
        yield return ("a channel twice", new PackageSketch().Sample(10000, "soil1", "soil1").Build(), PackageStatus.DuplicateChannel);
        yield return ("period under 100 ms", new PackageSketch().Sample(50, "soil1").Build(), PackageStatus.BadSample);
        yield return ("period off the 100 ms grid", new PackageSketch().Sample(150, "soil1").Build(), PackageStatus.BadSample);
        yield return ("period over a day", new PackageSketch().Sample(172800000, "soil1").Build(), PackageStatus.BadSample);
        yield return ("raw mark without valid", new PackageSketch().Sample(PackageReader.RawValidFlag, 10000, [], "soil1").Build(), PackageStatus.BadSample);
        yield return ("valid range upside down", new PackageSketch().Sample(PackageReader.ValidFlag, 10000, [One, Zero], "soil1").Build(), PackageStatus.BadSample);
        yield return ("keep 0", new PackageSketch().Sample(PackageReader.KeepFlag, 10000, [0], "soil1").Build(), PackageStatus.BadSample);
        yield return ("burst with bit 7", new PackageSketch().Sample(PackageReader.BurstFlag, 10000, [0x80], "soil1").Build(), PackageStatus.BadSample);
        yield return ("unit code of no unit", new PackageSketch().Sample(PackageReader.UnitFlag, 10000, [200], "soil1").Build(), PackageStatus.BadSample);
        yield return ("sample after a task", PackageSketch.Minimal().Sample(10000, "soil2").Build(), PackageStatus.BadSample);
        yield return ("schedule of no kind", Sampled().Task(6, [], [Scan0, Mean, (byte)Opcode.ReportAll]).Build(), PackageStatus.BadSchedule);
        yield return ("minute 1440", Sampled().Task((int)ScheduleKind.Daily, PackageSketch.Varint(1440), [Scan0, Mean, (byte)Opcode.ReportAll]).Build(), PackageStatus.BadSchedule);
        yield return ("no weekday", Sampled().Task((int)ScheduleKind.Weekly, [0, 0], [Scan0, Mean, (byte)Opcode.ReportAll]).Build(), PackageStatus.BadSchedule);
        yield return ("cron hour 24", Sampled().Task((int)ScheduleKind.Cron, [4, 0, 24], [Scan0, Mean, (byte)Opcode.ReportAll]).Build(), PackageStatus.BadSchedule);
        yield return ("after 0 samples", Sampled().Task((int)ScheduleKind.AfterSamples, [0], [Scan0, Mean, (byte)Opcode.ReportAll]).Build(), PackageStatus.BadSchedule);
        yield return ("spread without a period", Sampled().Task((int)ScheduleKind.OnDemand | PackageReader.SpreadFlag, [5], []).Build(), PackageStatus.BadSchedule);
        yield return ("17 tasks", ManyTasks("sketch", 17).Build(), PackageStatus.BadSchedule);
        yield return ("window off the period", Windowed(25000).Build(), PackageStatus.BadWindow);
        yield return ("window of no length", Sampled().Task(PackageReader.WindowFlag, [.. PackageSketch.Varint(DurationCode.Of(60000)), 0], []).Build(), PackageStatus.BadWindow);
        yield return ("needs 150 percent", Sampled().Task(PackageReader.NeedsFlag, [.. PackageSketch.Varint(DurationCode.Of(60000)), 182], []).Build(), PackageStatus.BadWindow);
        yield return ("ring over 65535 slots", new PackageSketch().Sample(100, "soil1").Every(86400000, Scan0, Mean, (byte)Opcode.ReportAll).Build(), PackageStatus.BadWindow);
        yield return ("field name with a space", PackageSketch.Minimal().Names(["a b"], 1).Build(), PackageStatus.BadNames);
        yield return ("names without their flag", PackageSketch.Minimal().Raw(PackageReader.NamesItem).Build(), PackageStatus.BadNames);
        yield return ("flag without names", Patched(2, 0x11), PackageStatus.BadNames);
        yield return ("names that end too early", PackageSketch.Minimal().Names([]).Build(), PackageStatus.BadNames);
        yield return ("bytes behind the names", PackageSketch.Minimal().Names(["a"], 1, 7).Build(), PackageStatus.TrailingBytes);
        yield return ("undefined opcode", Program(30), PackageStatus.BadInstruction);
        yield return ("scan of a channel that is not sampled", Program(Scan0 + 1, Mean, (byte)Opcode.ReportAll), PackageStatus.BadInstruction);
        yield return ("percentile 0", Program(Scan0, (byte)Aggregate.Percentile | 0x80, 0, (byte)Opcode.ReportAll), PackageStatus.BadInstruction);
        yield return ("quantile 2", Program(Scan0, (byte)Aggregate.Quantile | 0x80, 34, (byte)Opcode.ReportAll), PackageStatus.BadInstruction);
        yield return ("histogram upside down", Program(Scan0, (byte)Aggregate.Hist | 0x80, One, Zero, 4, (byte)Opcode.ReportAll), PackageStatus.BadInstruction);
        yield return ("program longer than the body", Sampled().Raw(PackageReader.TaskItem, 5, 100).Build(), PackageStatus.BadInstruction);
        yield return ("add without operands", Program((byte)Opcode.Add), PackageStatus.BadOperandTypes);
        yield return ("and of numbers", Program((byte)Opcode.Constant, Zero, (byte)Opcode.Constant, Zero, (byte)Opcode.And), PackageStatus.BadOperandTypes);
        yield return ("alert on a number", Program((byte)Opcode.Constant, Zero, (byte)Opcode.Alert), PackageStatus.BadOperandTypes);
        yield return ("33 operands", Program(Repeat(33, (byte)Opcode.Constant, Zero)), PackageStatus.StackTooDeep);
        yield return ("operand left behind", Program(Scan0, Mean, (byte)Opcode.Constant, Zero, (byte)Opcode.ReportAll), PackageStatus.StackNotEmpty);
        yield return ("value that nobody computed", Program(Load0, (byte)Opcode.Field, (byte)Opcode.Report), PackageStatus.BadValueSlot);
        yield return ("value within a histogram", Program(Scan0, (byte)Aggregate.Hist | 0x80, Zero, One, 4, Load0 + 1, (byte)Opcode.Field, (byte)Opcode.Report),
            PackageStatus.BadValueSlot);
        yield return ("fields beyond the values", Program(Scan0, Mean, (byte)Opcode.FieldItems, 0, 2, (byte)Opcode.Report), PackageStatus.BadValueSlot);
        yield return ("1536 values", Histograms(3).Build(), PackageStatus.TooManyValues);
        yield return ("33 fields", Program([Scan0, Mean, .. Repeat(33, Load0, (byte)Opcode.Field), (byte)Opcode.Report]), PackageStatus.TooManyFields);
        yield return ("17 alerts", Program(Repeat(17, (byte)Opcode.Constant, Zero, (byte)Opcode.Constant, One, (byte)Opcode.Less, (byte)Opcode.Alert)),
            PackageStatus.TooManyAlerts);
        yield return ("report without fields", Program(Scan0, Mean, (byte)Opcode.Report), PackageStatus.MisplacedReport);
        yield return ("two reports", Program(Scan0, Mean, (byte)Opcode.ReportAll, (byte)Opcode.ReportAll), PackageStatus.MisplacedReport);
        yield return ("fields without a report", Program(Scan0, Mean, Load0, (byte)Opcode.Field), PackageStatus.MisplacedReport);
        yield return ("nothing comes of it", Program(Scan0, Mean), PackageStatus.NoOutcome);
        yield return ("sum of two periods", new PackageSketch().Sample(10000, "soil1").Sample(20000, "soil2")
            .Every(60000, (byte)Opcode.Scan, 0, 1, SeriesCode.AddElement | SeriesCode.LastMark, Mean, (byte)Opcode.ReportAll).Build(), PackageStatus.MixedPeriods);
        yield return ("samples of two periods", new PackageSketch().Sample(10000, "soil1").Sample(20000, "soil2")
            .Task((int)ScheduleKind.AfterSamples, [5], [Scan0, Mean, Scan0 + 1, Mean, (byte)Opcode.ReportAll]).Build(), PackageStatus.MixedPeriods);
    }

    /// <summary>Sound packages that touch every kind of item.</summary>
    public static IEnumerable<(string Name, byte[] Package)> Sound()
    {
        yield return ("minimal", PackageSketch.Minimal().Build());
        yield return ("version and zone", new PackageSketch { Version = 65535, ZoneMinutes = -840 }.Sample(100, "soil1").OnDemand(Scan0, Mean, (byte)Opcode.ReportAll).Build());
        yield return ("names", PackageSketch.Minimal().Names(["wetness"], 3).Build());
        yield return ("derived name kept", PackageSketch.Minimal().Names([""], 3).Build());
        yield return ("16 tasks", ManyTasks("sketch", 16).Build());
        yield return ("1024 values", Histograms(2).Build());
        yield return ("every schedule", new PackageSketch().SampleRange(10000, "soil", 1, 4, 10)
            .Task((int)ScheduleKind.Every | PackageReader.SpreadFlag | PackageReader.WindowFlag | PackageReader.NeedsFlag,
                [.. PackageSketch.Varint(DurationCode.Of(60000)), .. PackageSketch.Varint(DurationCode.Of(30000)), .. PackageSketch.Varint(DurationCode.Of(120000) * 2), 82],
                [Scan0, Mean, (byte)Opcode.ReportAll])
            .Task((int)ScheduleKind.Daily, PackageSketch.Varint(90), [Scan0 + 1, (byte)Aggregate.Min, Mean, (byte)Opcode.ReportAll])
            .Task((int)ScheduleKind.Weekly, [127, .. PackageSketch.Varint(1439)], [Scan0 + 2, (byte)Aggregate.Percentile | 0x80, 90, (byte)Opcode.ReportAll])
            .Task((int)ScheduleKind.Cron, [0b01, 0b01, 30, 6], [Scan0 + 3, (byte)Aggregate.Count | 0x80, (byte)Opcode.ReportAll])
            .Task((int)ScheduleKind.AfterSamples, [6], [Scan0, Mean, Load0, (byte)Opcode.Constant, Zero, (byte)Opcode.Less, (byte)Opcode.Alert])
            .OnDemand(Scan0, Mean, (byte)Opcode.ReportRule, ReportFlags.OnChange | ReportFlags.AllItems, One).Build());
    }

    /// <summary>A job of as many tasks as said.</summary>
    public static PackageSketch ManyTasks(string name, int count)
    {
        PackageSketch sketch = new PackageSketch { JobName = name }.Sample(10000, "soil1");
        for (int t = 0; t < count; t++)
        {
            sketch.Every(60000, Scan0, Mean, (byte)Opcode.ReportAll);
        }

        return sketch;
    }

    /// <summary>A task with 512 values for each scan: histograms of 32 bins over 16 channels, the first 32 of them a report.</summary>
    public static PackageSketch Histograms(int scans)
    {
        PackageSketch sketch = new PackageSketch { JobName = "bins" }.SampleRange(10000, "soil", 1, 16, 12);
        byte[] scan = [(byte)Opcode.Each, 0x0F, (byte)Aggregate.Hist | 0x80, Zero, 0xC0 + 39 + 3, 10, 32];
        return sketch.Every(60000, [.. Enumerable.Repeat(scan, scans).SelectMany(bytes => bytes), (byte)Opcode.ReportAll]);
    }

    private static PackageSketch Sampled() => new PackageSketch().Sample(10000, "soil1");

    private static byte[] Program(params byte[] code) => Sampled().Every(60000, code).Build();

    private static PackageSketch Windowed(long windowMs) => Sampled().Task(
        PackageReader.WindowFlag, [.. PackageSketch.Varint(DurationCode.Of(60000)), .. PackageSketch.Varint(DurationCode.Of(windowMs) * 2)], [Scan0, Mean, (byte)Opcode.ReportAll]);

    private static byte[] Repeat(int times, params byte[] code) => [.. Enumerable.Repeat(code, times).SelectMany(bytes => bytes)];

    private static byte[] Patched(int at, byte value) => Patched(at, value, PackageSketch.Minimal().Build());

    private static byte[] Patched(int at, byte value, byte[] package)
    {
        package[at] = value;
        PackageSketch.Seal(package);
        return package;
    }

    private static byte[] Broken()
    {
        byte[] package = PackageSketch.Minimal().Build();
        package[^1] ^= 1;
        return package;
    }
}
