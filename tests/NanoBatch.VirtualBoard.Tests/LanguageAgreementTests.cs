using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Checking;
using NanoBatch.Language.Text;
using NanoBatch.Tests;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Tests;

/// <summary>The profile and the compiler are two readers of one language's names and units.</summary>
[TestClass]
public sealed class LanguageAgreementTests
{
    private const string Words = "job version sample every burst mean median keep samples valid zone utc let over needs spread daily at weekly on cron after demand "
        + "report when change by or alert for runs until and not in abs raw mon tue wed thu fri sat sun count gaps coverage sum min max range first last delta "
        + "stddev stddevp variance quantile slope rate ewma integral above below crossings hist corr p0 p1 p9 p10 p50 p99 p100 p01 percentile "
        + "soil1 x A z_9 Mean JOB value channel board time mode avg weekly1 on_off stretch ms s m h d units u";

    [TestMethod]
    public void Both_know_the_same_reserved_words()
    {
        foreach (string word in Words.Split(' '))
        {
            bool isChannel = !Analyze($"job t\nsample {word} every 1m\nevery 1h report c = count({word})\n").HasErrors;
            Assert.AreEqual(isChannel, ChannelName.Fault(word) is null, word);
        }
    }

    [TestMethod]
    [DataRow("kPa")]
    [DataRow("m3/m3")]
    [DataRow("mS/cm")]
    [DataRow("°C")]
    [DataRow("µS")]
    [DataRow("Ω")]
    [DataRow("raw")]
    [DataRow("in")]
    [DataRow("m/3")]
    [DataRow("mean")]
    [DataRow("p50")]
    [DataRow("a_b")]
    [DataRow("m-1")]
    [DataRow("%")]
    [DataRow("m/°C")]
    [DataRow("m/s/s")]
    public void Both_know_the_same_units(string unit)
    {
        var board = new BoardChannels("b", [new BoardChannel("x", unit, unit != "raw")]);
        bool isUnit = !Analyze($"job t\nsample x every 1m\nevery 1h report c = mean(x) + 1 {unit}\n", board).HasErrors;
        Assert.AreEqual(isUnit, ChannelName.IsUnit(unit));
    }

    [TestMethod]
    public void Every_sample_compiles_against_its_board_without_a_word()
    {
        string samples = Path.Combine(Golden.Root, "samples");
        foreach (string path in Directory.GetFiles(samples, "*.job"))
        {
            BoardProfile profile = ProfileReader.Read(Path.ChangeExtension(path, ".board.toml")).Profile!;
            var board = new BoardChannels(profile.Id, profile.Channels.Select(channel => new BoardChannel(channel.Name, channel.Unit, channel.IsCalibrated)).ToArray());
            AnalysisResult result = Analyze(File.ReadAllText(path), board);
            Assert.IsEmpty(result.Diagnostics, $"{path}: {string.Join('\n', result.Diagnostics)}");
        }
    }

    private static AnalysisResult Analyze(string text, BoardChannels? board = null) => JobCompiler.Analyze(SourceText.FromString("t.job", text), board);
}
