using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.Scheduling;

[TestClass]
public sealed class SpreadDelayTests
{
    [TestMethod]
    [DataRow(0L, DisplayName = "no spread")]
    [DataRow(999L, DisplayName = "under one second")]
    [DataRow(1000L, DisplayName = "one second leaves one value")]
    public void Short_spreads_do_not_delay(long spreadMs) => Assert.AreEqual(0, SpreadDelay.Of("field-7", "irrigation", spreadMs));

    [TestMethod]
    [DataRow("field-7", "irrigation", 60_000L)]
    [DataRow("b", "j", 1999L)]
    [DataRow("board-12", "drift-watch", 366L * 86_400_000L)]
    public void The_delay_is_the_key_modulo_the_spread(string board, string job, long spreadMs)
    {
        byte[] key = Encoding.UTF8.GetBytes($"{board}/{job}");
        long expected = Crc32.Of(key, 0, key.Length) % (spreadMs / 1000) * 1000;
        Assert.AreEqual(expected, SpreadDelay.Of(board, job, spreadMs));
    }

    [TestMethod]
    public void A_hundred_boards_do_not_crowd()
    {
        int[] perMinute = new int[10];
        for (int board = 0; board < 100; board++)
        {
            long delayMs = SpreadDelay.Of($"field-{board}", "irrigation", 600_000);
            perMinute[delayMs / 60_000]++;
        }

        CollectionAssert.DoesNotContain(perMinute, 0, "each minute of ten gets some of a hundred boards");
    }
}
