using System;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class UsageTests
{
    [TestMethod]
    [DataRow("", "a command is missing", DisplayName = "no arguments")]
    [DataRow("chek a.job", "did you mean 'check'", DisplayName = "misspelt command")]
    [DataRow("check", "'job'", DisplayName = "missing argument")]
    [DataRow("check a.job --jsn", "did you mean '--json'", DisplayName = "misspelt option of a command that takes files")]
    [DataRow("explain a.job b.job", "b.job", DisplayName = "argument too many")]
    [DataRow("board --clock fast", "60x", DisplayName = "bad clock")]
    [DataRow("board --clock 0x", "60x", DisplayName = "clock of zero")]
    [DataRow("board --count 2", "--mqtt", DisplayName = "more than one board without a broker")]
    [DataRow("board --count 20001 --mqtt mqtt://localhost", "at most 20000", DisplayName = "too many boards")]
    [DataRow("board --count 2 --mqtt mqtt://localhost --pty", "one board", DisplayName = "many boards on one cable")]
    [DataRow("board --count 0", "1 or more", DisplayName = "no board")]
    [DataRow("board --listen udp://127.0.0.1:1", "tcp://127.0.0.1", DisplayName = "bad scheme")]
    [DataRow("board --listen tcp://127.0.0.1:65536", "65536", DisplayName = "bad port")]
    [DataRow("board --listen tcp://:7000", "host", DisplayName = "no host")]
    [DataRow("jobs --to tcp://127.0.0.1:1 --ca a.pem", "for brokers", DisplayName = "certificates on a cable")]
    [DataRow("new zone1 --template wind", "wind", DisplayName = "unknown template")]
    [DataRow("new 1zone", "a name is a letter", DisplayName = "name with a digit first")]
    [DataRow("new zone/1", "a name is a letter", DisplayName = "name with a slash")]
    [DataRow("new abcdefghijklmnopqrstuvwxyzabcdefg", "at most 32", DisplayName = "name of 33 characters")]
    [DataRow("new median", "aggregate", DisplayName = "reserved name")]
    public async Task Wrong_usage_ends_with_2_and_one_hint(string line, string words)
    {
        CliRun run = (await CliRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Expect(ExitCode.Usage);
        Assert.AreEqual(string.Empty, run.Out);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(words, run.Error);
        Assert.Contains("\nhelp: ", run.Error);
    }

    [TestMethod]
    public async Task A_path_may_begin_with_an_at_sign()
    {
        CliRun run = (await CliRun.Of("check", "@nothing.job")).Expect(ExitCode.FileErrors);
        Assert.StartsWith("@nothing.job: error there is no such file", run.Error);
    }
}
