using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Mqtt.Tests;

[TestClass]
public sealed class BackOffTests
{
    [TestMethod]
    public void Waits_double_up_to_the_limit_and_differ_from_client_to_client()
    {
        var one = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), seed: 1);
        var other = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), seed: 2);
        double ceiling = 1;
        int same = 0;
        for (int attempt = 0; attempt < 40; attempt++)
        {
            TimeSpan wait = one.Next();
            Assert.IsTrue(wait.TotalSeconds >= ceiling / 2 && wait.TotalSeconds <= ceiling, $"attempt {attempt}: {wait}");
            same += wait == other.Next() ? 1 : 0;
            ceiling = Math.Min(ceiling * 2, 60);
        }

        Assert.AreEqual(0, same);
        one.Reset();
        Assert.IsLessThanOrEqualTo(1, one.Next().TotalSeconds);
    }
}
