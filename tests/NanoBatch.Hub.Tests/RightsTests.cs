using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Hub.Tests.Support;
using NanoBatch.Mqtt;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Results.Tests;

namespace NanoBatch.Hub.Tests;

/// <summary>Who may say and hear what on the embedded broker.</summary>
[TestClass]
public sealed class RightsTests
{
    private static readonly UserFile s_users = UserFile.Parse(
        [$"field-7:{PasswordHash.Of("seven")}", $"field-8:{PasswordHash.Of("eight")}", $"anna:{PasswordHash.Of("pass")}", $"Bob:{PasswordHash.Of("pass")}"], "users");

    [TestMethod]
    [DataRow("nb/1/field-7/live", false, true)]
    [DataRow("nb/1/field-7/past", false, true)]
    [DataRow("nb/1/field-7/rep/c1", false, true)]
    [DataRow("nb/1/field-7/status", true, true)]
    [DataRow("nb/1/field-7/live", true, false)]
    [DataRow("nb/1/field-7/ack", false, false)]
    [DataRow("nb/1/field-7/req/c1", false, false)]
    [DataRow("nb/1/field-8/live", false, false)]
    [DataRow("nb/1/field-8/status", true, false)]
    [DataRow("nb/1/field-8/rep/c1", false, false)]
    [DataRow("nb/2/field-7/live", false, false)]
    [DataRow("$SYS/broker", false, false)]
    [DataRow("nb/1/field-7", false, false)]
    public void A_board_publishes_its_own_topics_alone(string topic, bool isRetained, bool isAllowed)
        => Assert.AreEqual(isAllowed, new TopicRights(new Topics()).OfMessage(new Peer(PeerKind.Board, "field-7"), topic, 10, isRetained, out _, out _) is null);

    [TestMethod]
    [DataRow("nb/1/field-7/ack", true)]
    [DataRow("nb/1/field-7/req/+", true)]
    [DataRow("nb/1/field-7/req/c1", true)]
    [DataRow("nb/1/field-8/ack", false)]
    [DataRow("nb/1/field-8/req/+", false)]
    [DataRow("nb/1/+/ack", false)]
    [DataRow("nb/1/+/live", false)]
    [DataRow("nb/1/field-7/#", false)]
    [DataRow("#", false)]
    [DataRow("+/+/+/ack", false)]
    [DataRow("$share/g/nb/1/field-7/ack", false)]
    public void A_board_hears_its_own_topics_alone(string filter, bool isAllowed)
        => Assert.AreEqual(isAllowed, new TopicRights(new Topics()).OfFilter(new Peer(PeerKind.Board, "field-7"), filter, out _) is null);

    [TestMethod]
    [DataRow(PeerKind.Technician, "nb/1/field-7/req/c1", 512, true)]
    [DataRow(PeerKind.Technician, "nb/1/field-7/req/c1", 513, false)]
    [DataRow(PeerKind.Technician, "nb/1/field-7/live", 10, false)]
    [DataRow(PeerKind.Technician, "nb/1/field-7/ack", 10, false)]
    [DataRow(PeerKind.Technician, "nb/1/field-7/status", 10, false)]
    [DataRow(PeerKind.Technician, "nb/1/field-7/status", 0, true)]
    [DataRow(PeerKind.Anybody, "nb/1/field-7/live", 1024, true)]
    [DataRow(PeerKind.Anybody, "nb/1/field-7/live", 1025, false)]
    [DataRow(PeerKind.Anybody, "nb/1/field-7/rep/c1", 1025, false)]
    [DataRow(PeerKind.Anybody, "nb/1/field-7/status", 160, true)]
    [DataRow(PeerKind.Anybody, "nb/1/field-7/status", 161, false)]
    [DataRow(PeerKind.Anybody, "nb/1/field-7/ack", 10, false)]
    public void Others_have_theirs_and_every_size_its_limit(PeerKind kind, string topic, int bytes, bool isAllowed)
        => Assert.AreEqual(isAllowed, new TopicRights(new Topics()).OfMessage(new Peer(kind, "anna"), topic, bytes, false, out _, out _) is null);

    [TestMethod]
    public async Task Rights_hold_on_the_wire_for_users()
    {
        await using TestHub hub = await TestHub.StartAsync(listen => listen with { Users = s_users, Technicians = new HashSet<string> { "anna" } });
        await using Probe seven = await Probe.ConnectAsync(hub.Address, "field-7", As("field-7", "seven"), "nb/1/field-7/ack", "nb/1/field-7/req/+");
        await using Probe anna = await Probe.ConnectAsync(hub.Address, "c1", As("anna", "pass"), "nb/1/#");
        Assert.IsFalse(await seven.MayListenAsync("nb/1/field-8/req/+"));
        Assert.IsFalse(await seven.MayPublishAsync("nb/1/field-8/live", [1]));
        await hub.Log.LineAsync("refused (TopicRight) field-7: publishes to 'nb/1/field-8/live'");
        Assert.IsTrue(await anna.MayPublishAsync("nb/1/field-7/req/c1", [1]));
        await seven.HearAsync("nb/1/field-7/req/c1");
        await seven.PublishAsync("nb/1/field-7/live", DeliverySample.Message(0, DeliverySample.Report(1, 0)));
        await seven.HearAsync("nb/1/field-7/ack");
        await anna.HearAsync("nb/1/field-7/live");
    }

    [TestMethod]
    [DataRow("field-7", "eight", "field-7", BrokerFailure.NotAuthorized, DisplayName = "another's password")]
    [DataRow("nobody", "seven", "nobody", BrokerFailure.NotAuthorized, DisplayName = "an unknown user")]
    [DataRow(null, null, "field-7", BrokerFailure.NotAuthorized, DisplayName = "no user")]
    [DataRow("Bob", "pass", "c9", BrokerFailure.NotAuthorized, DisplayName = "neither board nor technician")]
    [DataRow("field-7", "seven", "field-8", null, DisplayName = "another board's session")]
    public async Task Who_is_not_who_they_say_stays_out(string? user, string? password, string client, BrokerFailure? failure)
    {
        await using TestHub hub = await TestHub.StartAsync(listen => listen with { Users = s_users });
        BrokerException e = await Assert.ThrowsExactlyAsync<BrokerException>(async () => await Probe.ConnectAsync(hub.Address, client, As(user, password)));
        Assert.AreEqual(failure ?? e.Failure, e.Failure);
        await hub.Log.LineAsync(failure is null ? "refused (ClientId)" : "refused (Login)");
        Assert.DoesNotContain("seven", string.Join('\n', hub.Log.Lines).Replace("field-seven", "", System.StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_certificate_says_who_a_board_is()
    {
        using var ours = new TestCertificates();
        using var theirs = new TestCertificates();
        await using TestHub hub = await TestHub.StartAsync(listen => listen with
        {
            Certificate = PemFiles.LoadIdentity(ours.ServerCertificate, ours.ServerKey),
            ClientAuthorities = PemFiles.LoadCertificates(ours.Authority),
        });
        await using Probe board = await Probe.ConnectAsync(hub.Address, "client", Load(hub, ours.Files), "nb/1/client/ack");
        Assert.IsFalse(await board.MayPublishAsync("nb/1/field-8/live", [1]));
        await board.PublishAsync("nb/1/client/live", DeliverySample.Message(0, DeliverySample.Report(1, 0)));
        await board.HearAsync("nb/1/client/ack");
        BrokerFiles stranger = new(ours.Authority, theirs.ClientCertificate, theirs.ClientKey);
        await Assert.ThrowsExactlyAsync<BrokerException>(async () => await Probe.ConnectAsync(hub.Address, "client", Load(hub, stranger)));
        await Assert.ThrowsExactlyAsync<BrokerException>(async () => await Probe.ConnectAsync(hub.Address, "client", Load(hub, new BrokerFiles(ours.Authority, null, null))));
        await hub.Log.LineAsync("refused (Handshake)");
    }

    [TestMethod]
    public void A_hash_of_mosquitto_is_read_and_a_broken_one_is_not()
    {
        // mosquitto_passwd -b FILE anna Sunflower7, version 2.0.11
        PasswordHash hash = PasswordHash.TryParse(Mosquitto)!;
        Assert.IsTrue(hash.Matches("Sunflower7"));
        Assert.IsFalse(hash.Matches("sunflower7"));
        Assert.AreEqual(Mosquitto, hash.ToString());
        for (int length = 0; length < Mosquitto.Length; length++)
        {
            Assert.IsNull(PasswordHash.TryParse(Mosquitto[..length]), $"{length}");
        }
    }

    [TestMethod]
    [DataRow("field-7", "users:2: error: a line has a user's name")]
    [DataRow("field-7:secret", "users:2: error: what follows user 'field-7' is no hash")]
    [DataRow(":x", "users:2: error: a line has a user's name")]
    [DataRow("anna:" + Mosquitto, "users:2: error: user 'anna' is there twice")]
    public void A_line_that_is_none_is_told_with_its_place_and_without_what_may_be_a_password(string line, string expected)
    {
        HubException e = Assert.ThrowsExactly<HubException>(() => UserFile.Parse(["anna:" + Mosquitto, line], "users"));
        Assert.StartsWith(expected, e.Message);
        Assert.DoesNotContain("secret", e.Message + e.Help);
    }

    [TestMethod]
    public void A_user_is_written_changed_and_read_again()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("nanobatch-users-").FullName, "users");
        File.WriteAllText(path, "# boards of the north field\n");
        Assert.IsTrue(UserFile.Set(path, "field-7", "one"));
        Assert.IsTrue(UserFile.Set(path, "field-8", "two"));
        Assert.IsFalse(UserFile.Set(path, "field-7", "three"));
        UserFile users = UserFile.Read(path);
        Assert.AreEqual((2, true, false, true), (users.Count, users.Matches("field-7", "three"), users.Matches("field-7", "one"), users.Matches("field-8", "two")));
        Assert.StartsWith("# boards", File.ReadAllText(path));
        Assert.ThrowsExactly<HubException>(() => UserFile.Set(path, "a:b", "x"));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private const string Mosquitto = "$7$101$gQW9Pd118zIrkJel$NjtPvTjhwxMmTzOvEtj/uxrVFma9amkgWzUYF36W5fz70NLn258xcHA+2iuXl1tKqom1i7E3rIhgS/bcOBUjrg==";

    private static BrokerCredentials As(string? user, string? password) => new() { User = user, Password = password };

    private static BrokerCredentials Load(TestHub hub, BrokerFiles files) => BrokerCredentials.Load(hub.Address, files, _ => null);
}
