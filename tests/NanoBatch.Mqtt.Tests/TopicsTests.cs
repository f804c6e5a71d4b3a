using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Mqtt.Tests;

[TestClass]
public sealed class TopicsTests
{
    private static readonly Topics s_topics = new("farm/7");

    public static IEnumerable<object[]> Names =>
    [
        ["farm/7/field-7/req/c1_A-", TopicKind.Request, "c1_A-"], ["farm/7/field-7/rep/c1_A-", TopicKind.Reply, "c1_A-"], ["farm/7/field-7/live", TopicKind.Live, ""],
        ["farm/7/field-7/past", TopicKind.Past, ""], ["farm/7/field-7/ack", TopicKind.Acknowledgement, ""], ["farm/7/field-7/status", TopicKind.Status, ""],
    ];

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_name_is_built_and_taken_apart(string topic, TopicKind kind, string client)
    {
        Assert.IsTrue(s_topics.TryParse(topic, out TopicName name));
        Assert.AreEqual(new TopicName(kind, "field-7", client), name);
        string built = kind switch
        {
            TopicKind.Request => s_topics.Request("field-7", client),
            TopicKind.Reply => s_topics.Reply("field-7", client),
            TopicKind.Live => s_topics.Live("field-7"),
            TopicKind.Past => s_topics.Past("field-7"),
            TopicKind.Acknowledgement => s_topics.Acknowledgement("field-7"),
            TopicKind.Status => s_topics.Status("field-7"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        Assert.AreEqual(topic, built);
    }

    [TestMethod]
    public void Every_kind_has_a_case() => Assert.HasCount(Enum.GetValues<TopicKind>().Length, Names.Select(row => row[1]).Distinct().ToArray());

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("farm/7")]
    [DataRow("farm/7/")]
    [DataRow("farm/7/field-7")]
    [DataRow("farm/7/field-7/")]
    [DataRow("farm/7//live")]
    [DataRow("farm/8/field-7/live", DisplayName = "another prefix")]
    [DataRow("xfarm/7/field-7/live")]
    [DataRow("farm/7/Field-7/live", DisplayName = "a capital")]
    [DataRow("farm/7/a-board-id-of-25-characters/live", DisplayName = "a long id")]
    [DataRow("farm/7/field-7/live/x", DisplayName = "a level too many")]
    [DataRow("farm/7/field-7/req", DisplayName = "no client")]
    [DataRow("farm/7/field-7/req/", DisplayName = "an empty client")]
    [DataRow("farm/7/field-7/req/a/b")]
    [DataRow("farm/7/field-7/req/a b")]
    [DataRow("farm/7/field-7/req/c123456789012345678901234", DisplayName = "a long client")]
    [DataRow("farm/7/field-7/other")]
    [DataRow("farm/7/+/live")]
    public void Anything_else_is_none(string? topic) => Assert.IsFalse(s_topics.TryParse(topic, out _));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("/a")]
    [DataRow("a/")]
    [DataRow("a//b")]
    [DataRow("a/+")]
    [DataRow("#")]
    [DataRow("$share/a")]
    [DataRow("a b")]
    [DataRow("a\0b")]
    [DataRow("12345678901234567890123456789012345678901234567890123456789012345", DisplayName = "65 bytes")]
    public void A_prefix_that_cannot_be_is_refused(string? prefix)
    {
        Assert.IsFalse(Topics.TryCreate(prefix, out _, out BrokerFault? fault));
        Assert.IsGreaterThan(10, fault.Help.Length);
    }

    [TestMethod]
    public void A_prefix_of_64_bytes_is_one() => Assert.IsTrue(Topics.TryCreate(new string('a', 64), out _, out _));
}
