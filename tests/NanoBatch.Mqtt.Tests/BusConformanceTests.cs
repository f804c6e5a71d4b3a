using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Mqtt.Tests.Conformance;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Mqtt.Tests;

/// <summary>The virtual board's bus and the device's pass the same suite, on both brokers.</summary>
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
                foreach (string broker in (string[])[TestBroker.Embedded, TestBroker.Mosquitto])
                {
                    yield return ["virtual board", broker, name];
                    yield return ["device", broker, name];
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task It_does_what_every_bus_does(string shape, string broker, string name)
    {
        TestBroker started = await TestBroker.StartAsync(broker);
        await using IBusBench bench = shape == "device" ? new DeviceBusBench(started) : new NetBusBench(started);
        await Array.Find(s_checks, check => check.Name == name).Check(bench);
    }
}
