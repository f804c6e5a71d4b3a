using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Mqtt.Tests.Conformance;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Mqtt.Tests;

/// <summary>The virtual board's bus passes the suite on both brokers.</summary>
[TestClass]
public sealed class BusConformanceTests
{
    private static readonly (string Name, Func<IBusBench, Task> Check)[] s_checks =
    [
        ("nothing without a session", BusConformance.NothingGoesWithoutASession),
        ("from the board", BusConformance.MessagesOfTheBoardArriveWhereTheyBelong),
        ("to the board", BusConformance.MessagesForTheBoardArriveInOrder),
        ("a new session", BusConformance.ASessionThatEndsTakesItsMessagesAlong),
        ("a flood", BusConformance.AFloodIsCutOff),
    ];

    private static IEnumerable<object[]> Cases
    {
        get
        {
            foreach ((string name, _) in s_checks)
            {
                yield return [TestBroker.Embedded, name];
                yield return [TestBroker.Mosquitto, name];
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task It_does_what_every_bus_does(string broker, string name)
    {
        await using var bench = new NetBusBench(await TestBroker.StartAsync(broker));
        await Array.Find(s_checks, check => check.Name == name).Check(bench);
    }
}
