using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;
using NanoBatch.SelfTest;

namespace NanoBatch.Application.Tests;

/// <summary>From nothing to results over the cable: new boards, wiped disks, profiles that do not let a board start.</summary>
[TestClass]
public sealed class ProvisioningTests
{
    [TestMethod]
    public void A_disk_that_comes_back_empty_is_provisioned_and_deployed_again_under_a_new_epoch()
    {
        using var site = new Site();
        site.RunFor(120);
        ulong epoch = site.Epoch();
        site.Hardware.Store.Wipe();
        site.Machine.CutPower();
        site.RunFor(30);
        Assert.Contains("no profile", site.Log());
        Assert.AreEqual((byte)PackageStatus.UnknownChannel, site.Upload(Jobs.Package(Site.Job)));
        site.Network.ForgetRecords();

        Assert.AreEqual((byte)ReplyStatus.Done, site.ProvisionOverCable(Site.Profile()));
        int restarts = site.Machine.RestartCount;
        site.RunFor(5);
        Assert.AreEqual(restarts + 1, site.Machine.RestartCount, "a new profile restarts the board once the reply is out");
        Assert.AreNotEqual(epoch, site.Epoch());
        Assert.AreEqual((byte)0, site.Upload(Jobs.Package(Site.Job)));
        site.AwaitReports(3, FaultPoint.HealedMs);
        Assert.IsLessThanOrEqualTo(FaultPoint.OnTimeMs, site.Hardware.Adc.LongestGapMs(0, site.NowMs - 10_000, site.NowMs));
    }

    [TestMethod]
    public void A_profile_that_does_not_let_the_board_start_leaves_the_cable_for_a_better_one()
    {
        using var site = new Site(null, p => p.ArenaBytes = ProfileLimits.ArenaBytesMax);
        site.Hardware.MemoryFailures = 3;
        site.RunFor(30);
        Assert.Contains("does not let the board start", site.Log());
        Assert.AreEqual((byte)ReplyStatus.Done, site.ProvisionOverCable(Site.Profile()));
        site.RunFor(5);
        Assert.AreEqual((byte)0, site.Upload(Jobs.Package(Site.Job)));
        site.AwaitReports(2, FaultPoint.HealedMs);
    }

    [TestMethod]
    public void Requests_over_the_broker_are_answered_there()
    {
        using var site = new Site();
        site.RunFor(60);
        SimulatedSession session = site.Network.Live!;
        CollectionAssert.AreEqual(new[] { "nb/1/field-7/ack", "nb/1/field-7/req/+" }, session.Topics);
        byte[] frame = new byte[FrameFormat.EncodedMax];
        int length = FrameEncoder.Encode(MessageType.Info, 9, [], 0, 0, frame);
        session.Deliver("req/laptop-1", frame[..length]);
        site.RunFor(2);
        (long _, string topic, byte[] payload) = site.Network.Published.Last(p => p.Topic.Contains("/rep/", StringComparison.Ordinal));
        Assert.AreEqual("nb/1/field-7/rep/laptop-1", topic);
        var decoder = new FrameDecoder();
        Assert.AreEqual(1, payload.Count(value => decoder.Feed(value) == FrameEvent.Frame));
        Assert.AreEqual((MessageType.Info | MessageType.ReplyBit, 9), (decoder.Type, decoder.Id));
    }

    [TestMethod]
    public void Statuses_carry_their_time_and_the_will_is_retained_beside_them()
    {
        using var site = new Site();
        site.RunFor(60);
        StatusMessage online = StatusIn(site.Network.Statuses.Single());
        StatusMessage will = StatusIn(site.Network.Live!.Will);
        Assert.AreEqual((BoardPresence.Online, BoardPresence.Offline), (online.State, will.State));
        Assert.AreEqual(site.Machine.TrueUtcMs, online.UtcMs, 60_000.0);
        foreach (StatusMessage status in new[] { online, will })
        {
            Assert.AreEqual((2U, site.Epoch(), "1.0.0+test"), (status.Boot, status.Epoch, status.Build));
            Assert.IsGreaterThanOrEqualTo(status.AcknowledgedTo, status.Newest);
        }

        site.RunFor(60);
        site.Network.DropAll();
        site.RunFor(60);
        StatusMessage later = StatusIn(site.Network.Statuses[^1]);
        Assert.AreEqual(ClockQuality.Network, later.Clock);
        Assert.IsGreaterThan(10U, later.AcknowledgedTo, "the hub has some");
        Assert.IsGreaterThanOrEqualTo(later.AcknowledgedTo, later.Newest);
    }

    [TestMethod]
    public void The_self_test_runs_on_a_thread_of_its_own()
    {
        using var site = new Site();
        site.RunFor(30);
        for (byte group = 0; group < 2; group++)
        {
            Assert.AreEqual((byte)0, site.Hardware.Serial!.Ask(MessageType.StartSelfTest, group)![0]);
            byte[] poll = site.Hardware.Serial.Ask(MessageType.PollSelfTest)!;
            Assert.AreEqual((0, 0), (poll[0], poll[2]), "done and over");
            Assert.IsGreaterThan(0U, BitConverter.ToUInt32(poll, 3));
            Assert.AreEqual(0U, BitConverter.ToUInt32(poll, 7), "none failed");
        }

        Assert.Contains(t => t.Name == "GroupRun", site.Machine.Threads);
        for (byte group = 0; group < SelfTestGroups.Count; group++)
        {
            site.Machine.FreeHeap = SelfTestGroups.HeapBytes(group) - 1;
            Assert.AreEqual((byte)ReplyStatus.SelfTestBusy, site.Hardware.Serial!.Ask(MessageType.StartSelfTest, group)![0], "not without the memory");
        }

        site.Machine.FreeHeap++;
        Assert.AreEqual((byte)ReplyStatus.Done, site.Hardware.Serial!.Ask(MessageType.StartSelfTest, SelfTestGroups.Count - 1)![0]);
    }

    [TestMethod]
    public void A_connection_that_fails_says_in_the_log_what_was_behind_it()
    {
        using var site = new Site();
        bool hasFailed = false;
        site.Network.Fault = (step, _) =>
        {
            if (step == "connect" && !hasFailed)
            {
                hasFailed = true;
                throw new InvalidOperationException("exception connecting", new TimeoutException("no memory for TLS"));
            }
        };
        site.RunFor(60);
        Assert.Contains("network: exception connecting: no memory for TLS", site.Log());
        Assert.IsNotNull(site.Network.Live, site.Describe());
    }

    [TestMethod]
    public void The_status_is_said_again_every_ten_minutes()
    {
        using var site = new Site();
        site.RunFor((3 * MqttLink.StatusMs / 1000) + 120);
        StatusMessage[] all = [.. site.Network.Statuses.Select(StatusIn)];
        Assert.AreEqual((4, 1), (all.Length, site.Network.ConnectionCount));
        Assert.IsTrue(all.Skip(1).Zip(all, (later, sooner) => later.UtcMs - sooner.UtcMs).All(ms => ms is >= MqttLink.StatusMs and < MqttLink.StatusMs + 5000));
        Assert.IsTrue(all.Skip(1).All(s => s.Newest - s.AcknowledgedTo < 5), "the backlog as it is by then");
    }

    private static StatusMessage StatusIn(string text)
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
        var status = new StatusMessage();
        Assert.IsTrue(status.TryRead(bytes, 0, bytes.Length), text);
        return status;
    }
}
