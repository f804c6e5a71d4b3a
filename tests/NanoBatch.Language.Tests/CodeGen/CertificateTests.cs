using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language.Certificates;
using NanoBatch.Language.Checking;
using NanoBatch.Protocol;
using NanoBatch.Tests.Support;
using Ring = NanoBatch.Runtime.Ring;

namespace NanoBatch.Tests.CodeGen;

/// <summary>The cost certificate: its figures, its JSON, its words.</summary>
[TestClass]
public sealed class CertificateTests
{
    private static Certificate Of(string text, bool strip = false) => Certificate.Of(Compiled.Package(text, strip));

    private static CertificateTask Task(string task) => Of("job j\nsample a every 1m\n" + task + " report mean(a)").Tasks[0];

    [TestMethod]
    [DataRow("every 15m", "every 15m", 96.0)]
    [DataRow("every 1h30m spread 20s", "every 1h30m spread 20s", 16.0)]
    [DataRow("every 2d", "every 2d", 0.5)]
    [DataRow("daily at 06:05", "daily at 06:05", 1.0)]
    [DataRow("weekly on sun, mon at 00:00", "weekly on mon, sun at 00:00", 2.0 / 7)]
    [DataRow("after 10 samples", "after 10 samples", 144.0)]
    [DataRow("on demand", "on demand", 0.0)]
    [DataRow("cron \"*/15 * * * *\"", "cron \"*/15 * * * *\"", 96.0)]
    [DataRow("cron \"0 6-8,12 * * 1-5\"", "cron \"0 6-8,12 * * 1-5\"", 4 * 5.0 / 7)]
    [DataRow("cron \"30 0 1 1 *\"", "cron \"30 0 1 1 *\"", 28 / 10227.0)]
    [DataRow("cron \"0 0 1-31 * 1\"", "cron \"0 0 1-31 * 1\"", 1.0)]
    [DataRow("cron \"0 0 */2 * mon\"", "cron \"0 0 */2 * 1\"", 0.0727)]
    public void Schedules_in_words_and_reports_a_day(string written, string words, double perDay)
    {
        CertificateTask task = Task(written);
        Assert.AreEqual(words, task.Schedule);
        Assert.AreEqual(perDay, task.ReportsPerDay, 1e-3);
        Assert.AreEqual(task.RunsPerDay, task.ReportsPerDay);
    }

    [TestMethod]
    [DataRow("every 15m", 900.0)]
    [DataRow("every 15m over 6h", 21600.0)]
    [DataRow("every 15m over 7 samples", 420.0)]
    [DataRow("daily at 06:00", 86400.0)]
    [DataRow("after 10 samples", 600.0)]
    [DataRow("on demand", 1440 * 60.0)]
    public void Windows_in_seconds(string task, double seconds) => Assert.AreEqual(seconds, Task(task).WindowSeconds);

    [TestMethod]
    public void A_window_may_be_a_fraction_of_a_second()
        => Assert.AreEqual(0.5, Of("job j\nsample a every 100ms\nevery 1s over 500ms report mean(a)").Tasks[0].WindowSeconds);

    [TestMethod]
    public void A_task_that_only_alerts_reports_nothing()
    {
        CertificateTask task = Of("job j\nsample a every 1m\nevery 1h alert hot when mean(a) > 5").Tasks[0];
        Assert.AreEqual(0, task.ReportBytes);
        Assert.AreEqual(0.0, task.ReportsPerDay);
        Assert.AreEqual(24.0, task.RunsPerDay);
        Assert.IsEmpty(task.Fields);
        CollectionAssert.AreEqual(new[] { "hot" }, task.Alerts.ToArray());
    }

    [TestMethod]
    public void Memory_is_what_the_rings_take()
    {
        int[] slots = [1, 55, 56, 57, 63, 64, 120, 121, 1440, 4096, 65_535];
        foreach (int count in slots)
        {
            Assert.AreEqual(Ring.BytesFor(count, false), RingMemory.BytesFor(count, false), $"{count} slots");
            Assert.AreEqual(Ring.BytesFor(count, true), RingMemory.BytesFor(count, true), $"{count} slots with summaries");
        }
    }

    [TestMethod]
    public void Units_come_from_the_job_then_from_the_board()
    {
        var board = new BoardChannels("b", [new BoardChannel("a", "kPa", true), new BoardChannel("b", "raw", false), new BoardChannel("c", "%", true)]);
        JobPackage package = Compiled.Package("job j\nsample a, b, c every 1m\nsample d every 1m\nevery 1h report mean(a) when mean(c) > 5 %");
        string?[] alone = [.. Certificate.Of(package).Channels.Select(channel => channel.Unit)];
        string?[] onBoard = [.. Certificate.Of(package, board).Channels.Select(channel => channel.Unit)];
        CollectionAssert.AreEqual(new string?[] { null, null, "%", null }, alone);
        CollectionAssert.AreEqual(new[] { "kPa", "raw", "%", null }, onBoard);
    }

    [TestMethod]
    public void Json_has_the_members_of_the_command_line_page()
    {
        JobPackage package = Compiled.Package(GeneratedJob.SectionOne, false);
        string text = CertificateJson.Of(Certificate.Of(package));
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement root = json.RootElement;
        string[] members = ["job", "version", "bytes", "programBytes", "sha256", "ramBytes", "channels", "tasks"];
        CollectionAssert.AreEqual(members, root.EnumerateObject().Select(member => member.Name).Take(members.Length).ToArray());
        Assert.AreEqual(64, root.GetProperty("sha256").GetString()!.Length);
        Assert.AreEqual(package.Length, root.GetProperty("bytes").GetInt32());

        JsonElement channel = root.GetProperty("channels")[0];
        Assert.AreEqual("{\"name\":\"soil1\",\"unit\":\"%\",\"samples\":2880", channel.GetRawText()[..41]);
        JsonElement task = root.GetProperty("tasks")[0];
        string[] taskMembers = ["task", "schedule", "windowSeconds", "worstCaseSteps", "fields", "reportBytes", "reportsPerDay"];
        CollectionAssert.AreEqual(taskMembers, task.EnumerateObject().Select(member => member.Name).Take(taskMembers.Length).ToArray());
        Assert.AreEqual("every 15m", task.GetProperty("schedule").GetString());
        Assert.AreEqual(21600, task.GetProperty("windowSeconds").GetInt32());
        Assert.AreEqual(96, task.GetProperty("reportsPerDay").GetInt32());
        Assert.AreEqual(package.Tasks[0].WorstCaseSteps, task.GetProperty("worstCaseSteps").GetInt32());
        Assert.AreEqual("mean_soil1", task.GetProperty("fields")[0].GetString());
    }

    [TestMethod]
    public void A_bent_calibration_costs_more()
    {
        string text = "job j\nsample a every 1m\nevery 1h report mean(a), slope(a)";
        var source = Language.Text.SourceText.FromString("x.job", text);
        int straight = Language.JobBuild.Build(source, null, true).Parsed!.Tasks[0].WorstCaseSteps;
        var capacity = new Language.BoardCapacity(28672, new HashSet<string> { "a" });
        int bent = Language.JobBuild.Build(source, null, true, capacity).Parsed!.Tasks[0].WorstCaseSteps;
        Assert.IsGreaterThan(straight, bent);
    }

    [TestMethod]
    public void Explain_is_as_approved()
    {
        JobPackage package = Compiled.Package("job irrigation version 3\nzone +05:30\nsample soil1..soil2 every 5m keep 12h valid 0..60 %\nsample temp every 5m\n"
            + "cron \"0 6-8 * * *\" over 6h report mean(soil1..soil2), t = max(temp) - min(temp)\nalert dry when mean(soil1) < 22 %\non demand report median(temp)", false);
        Certificate certificate = Certificate.Of(package);

        // Steps are the cost model's and bytes the record format's, which have tests of their own.
        IReadOnlyList<CertificateTask> tasks =
            [.. certificate.Tasks.Select(task => task with { WorstCaseSteps = 1234, WorstInstructionSteps = 567, ReportBytes = 72 })];
        Golden.Check("tests/Golden/explain/irrigation.txt", CertificateText.Explain(certificate with { Tasks = tasks }, package));
    }
}
