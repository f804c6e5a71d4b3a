using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Disassembly;
using NanoBatch.Protocol;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.CodeGen;

/// <summary>Listings of packages: approved texts for good ones, a named reason for all others.</summary>
[TestClass]
public sealed class DisassemblyTests
{
    private static readonly Dictionary<string, string> s_jobs = new()
    {
        ["hourly"] = "job hourly\nsample ch1 every 1s keep 4096 samples\nevery 1h report count(ch1), mean(ch1), min(ch1), max(ch1), stddevp(ch1)",
        ["irrigation"] = GeneratedJob.SectionOne,
        ["histogram"] = "job histogram\nsample ch1 every 1s\nevery 1h over 1024 samples report hist(ch1, 0, 100, 16), ewma(ch1, 0.1)",
        ["four-by-item"] = "job w2\nsample soil1..soil4 every 1m keep 1536 samples valid 0..60 %\nevery 1d over 1440 samples\n"
            + "report mean(soil1..soil4), p10(soil1..soil4), p90(soil1..soil4), slope(soil1..soil4)\nalert dry when mean(soil1) < 22 % and slope(soil1) < 0",
        ["four-by-channel"] = "job w2\nsample soil1..soil2 every 1m\n"
            + "every 1d report mean(soil1), p10(soil1), hist(soil1, 0, 60, 4), mean(soil2), p10(soil2), hist(soil2, 0, 60, 4)",
        ["series"] = "job series\nsample a, b every 1m\nsample c every 2m\nevery 1h report x = mean((a - b) * 2 / (a + 1.5) in 0..10), y = corr(a, b - a), "
            + "z = max(a in 100..3000 raw) - min(c) + 0.1",
        ["conditions"] = "job conditions\nsample a every 1s\nevery 1m report mean(a) when not (mean(a) in 3..4 or max(a) > 1e-12) on change by 0.25 or every 1h30m\n"
            + "alert hot when last(a) > 3000 raw for 3 runs until last(a) < 350 raw\nalert level when mean(a) in 100..200 raw\nlet unused = 5",
        ["schedules"] = "job schedules version 12\nzone -03:30\nsample a every 1m burst 4 mean keep 30d\nsample pump every 1m burst 64 median valid 5..4000 raw\n"
            + "every 15m spread 30s report mean(a)\ndaily at 06:00 report mean(a)\nweekly on mon, sun at 23:45 report mean(a)\n"
            + "cron \"*/20 0-6 1 * mon\" over 1h report mean(a)\ncron \"5 6 * 1,7 *\" report mean(a)\n"
            + "after 10 samples needs 12.5 % report mean(a), rate(pump)\non demand report mean(a)",
        ["constants"] = "job constants\nsample a every 1m\nevery 1h report x = mean(a) * (2 * 3.5 - 7), y = 0.1 + 0.2, z = 1 / 0, w = -(5) + abs(-1e38) when 1 < 2\n"
            + "alert never when 1 > 2 and mean(a) > 0\nalert always when 2 > 1 or mean(a) > 0",
        ["shared"] = "job shared\nsample a, b every 1m\nevery 1h report lo = min(a), mean(a), hi = max(a), swing = max(a) - min(a), again = mean(a), mean(b)\n"
            + "alert wide when max(a) - min(a) > 5 and stddev(a) > 1",
        ["named"] = "job named\nsample a every 1m\nevery 1h report q1 = quantile(a, 0.25), q3 = quantile(a, 0.75), p50(a), m = p50(a)",
        ["alert-only"] = "job alert-only\nsample t1..t16 every 10s valid -40..85 °C\n"
            + "every 5m over 1h alert cold when min(t1) < -10 °C and min(t2) < -10 °C or min(t16) < -20 °C",
    };

    public static IEnumerable<object[]> Names => s_jobs.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Listings_are_as_approved(string name)
    {
        string text = s_jobs[name];
        string named = Disassembler.List(Compiled.Outcome(text, false).Package!);
        string stripped = Disassembler.List(Compiled.Outcome(text, true).Package!);
        Golden.Check($"tests/Golden/disassembly/{name}.lst", $"{named}\n-- stripped --\n\n{stripped}");
    }

    [TestMethod]
    public void Any_bytes_have_a_listing()
    {
        byte[] good = Compiled.Outcome(s_jobs["irrigation"], false).Package!;
        for (int length = 0; length < good.Length; length++)
        {
            Assert.StartsWith($"refused, {length} bytes: ", Disassembler.List(good[..length]));
        }

        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.StartsWith("refused, ", Disassembler.List(bad), $"bit {bit}");
        }
    }

    [TestMethod]
    public void Mutations_with_a_good_checksum_list_or_are_refused_by_name()
    {
        int seed = Seeds.Next();
        var random = new Random(seed);
        byte[][] good =
            [.. s_jobs.SelectMany(job => new[] { true, false }.Select(strip => Compiled.Outcome(job.Value, strip).Package!))];
        int listed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bad = [.. good[random.Next(good.Length)]];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                bad[random.Next(bad.Length - 4)] = (byte)random.Next(256);
            }

            uint crc = Crc32.Of(bad, 0, bad.Length - 4);
            BitConverter.TryWriteBytes(bad.AsSpan(bad.Length - 4), crc);
            string listing = Disassembler.List(bad);
            listed += listing.StartsWith("job ", StringComparison.Ordinal) ? 1 : 0;
            Assert.IsTrue(listing.StartsWith("job ", StringComparison.Ordinal) || listing.StartsWith("refused, ", StringComparison.Ordinal),
                $"seed {seed}: {Convert.ToHexString(bad)}");
        }

        Assert.IsGreaterThan(100, listed, "mutations that are accepted have to be among them");
    }

    [TestMethod]
    public void Every_status_has_words()
    {
        foreach (PackageStatus status in Enum.GetValues<PackageStatus>())
        {
            Assert.DoesNotStartWith("status ", StatusText.Of(status), status.ToString());
        }

        Assert.AreEqual("status 200", StatusText.Of((PackageStatus)200));
    }

    [TestMethod]
    public void The_opcode_page_is_up_to_date() => Golden.Check("docs/opcodes.g.md", OpcodeDocs.Markdown());

    [TestMethod]
    public void The_same_job_gives_the_same_bytes_again()
    {
        foreach (string text in s_jobs.Values)
        {
            CompileOutcome first = Compiled.Outcome(text, false);
            CollectionAssert.AreEqual(first.Package, Compiled.Outcome(text, false).Package, text);
        }
    }
}
