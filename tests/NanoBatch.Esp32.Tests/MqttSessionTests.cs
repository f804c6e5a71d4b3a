using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application;
using NanoBatch.Esp32.Tests.Fakes;
using NanoBatch.Protocol;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace NanoBatch.Esp32.Tests;

/// <summary>The session over M2Mqtt's client: how it connects, what it waits for, and that nobody gets around the server's certificate.</summary>
[TestClass]
[DoNotParallelize]     // The client's settings are one object of the process.
public sealed class MqttSessionTests
{
    private readonly Inbox _inbox = new();

    [TestMethod]
    public void Connects_clean_with_a_retained_will()
    {
        MqttSession session = NewSession();
        Assert.IsTrue(session.Connect(Profile(), "nb/1/b/status", "offline"u8.ToArray()));
        Assert.IsTrue(session.IsUp);
        Assert.AreEqual(("broker.lan", 1883, false, null, null, MqttSslProtocols.None), MqttClient.Last.Made);
        Assert.AreEqual(new MqttWords("nb0123", null, null, true, MqttQoSLevel.AtLeastOnce, true, "nb/1/b/status", "offline", true, 60), MqttClient.Last.Told);
    }

    [TestMethod]
    public void A_user_has_a_password_and_a_refusal_is_false()
    {
        ProfileRecord profile = Profile();
        profile.BrokerUser = "ann";
        profile.BrokerPassword = "secret";
        MqttSession session = NewSession();
        session.Connect(profile, "t", "x"u8.ToArray());
        Assert.AreEqual(("ann", "secret"), (MqttClient.Last.Told.User, MqttClient.Last.Told.Password));

        MqttClient.Last.Answer = MqttReasonCode.ConnectionRefusedNotAuthorized;
        Assert.AreEqual(MqttReasonCode.ConnectionRefusedNotAuthorized, MqttClient.Last.Connect("a", null, null, false, 0, false, null, null, true, 1));
        Assert.IsFalse(session.IsUp);
    }

    [TestMethod]
    [DataRow(12, MqttSslProtocols.TLSv1_2)]
    [DataRow(13, MqttSslProtocols.TLSv1_3)]
    public void Tls_offers_one_version_and_verifies_whatever_was_set(int tls, object version)
    {
        MqttSettings.Shared.ValidateServerCertificate = false;
        ProfileRecord profile = Profile();
        profile.BrokerTls = tls;
        profile.CaCertificate = "authority";
        profile.ClientCertificate = "own";
        profile.ClientKey = "key";
        Assert.IsTrue(NewSession().Connect(profile, "t", "x"u8.ToArray()));
        Assert.IsTrue(MqttClient.Last.WasVerifying);
        Assert.IsTrue(MqttClient.Last.Made.IsSecure);
        Assert.AreEqual(version, MqttClient.Last.Made.Version);
        Assert.AreEqual("authority", MqttClient.Last.Made.Authority.Text);
        Assert.AreEqual("key", ((X509Certificate2)MqttClient.Last.Made.Own).Key);
    }

    [TestMethod]
    [DataRow(12, "", DisplayName = "no authority to verify by")]
    [DataRow(11, "authority", DisplayName = "a version that there is not")]
    public void Tls_that_cannot_verify_does_not_connect(int tls, string authority)
    {
        MqttClient.Last = null;
        ProfileRecord profile = Profile();
        profile.BrokerTls = tls;
        profile.CaCertificate = authority;
        MqttSession session = NewSession();
        Assert.IsFalse(session.Connect(profile, "t", "x"u8.ToArray()));
        Assert.IsNull(MqttClient.Last);
        Assert.IsFalse(session.IsUp);
        session.Close();
    }

    [TestMethod]
    public void A_connection_that_fails_goes_through_and_is_closed_whole()
    {
        ProfileRecord profile = Profile();
        profile.BrokerTls = 12;
        profile.CaCertificate = "authority";
        MqttClient.NextFailure = new InvalidOperationException("exception connecting", new TimeoutException("out of memory"));
        MqttSession session = NewSession();
        Assert.ThrowsExactly<InvalidOperationException>(() => session.Connect(profile, "t", "x"u8.ToArray()));
        Assert.IsFalse(session.IsUp);
        MqttClient client = MqttClient.Last;
        Assert.IsTrue(client.WasVerifying);
        session.Close();
        Assert.IsTrue(client.IsClosed, "its socket and its memory are given back");
    }

    [TestMethod]
    public void A_subscription_waits_for_its_own_answer()
    {
        Assert.IsTrue(Subscribe((client, id) => client.Granted(id, MqttQoSLevel.AtLeastOnce)), "granted");
        Assert.IsFalse(Subscribe((client, id) => client.Granted(id, MqttQoSLevel.GrantedFailure)), "refused");
        Assert.IsFalse(Subscribe((client, id) => client.Granted(id)), "an answer without a word");
        Assert.IsFalse(Subscribe((client, id) => client.Granted((ushort)(id + 1), MqttQoSLevel.AtLeastOnce)), "another one's");
        Assert.IsFalse(Subscribe((_, _) => { }), "none within the deadline");
        Assert.IsFalse(Subscribe((client, _) => client.IsConnected = false), "the connection is gone");
    }

    [TestMethod]
    public void What_arrives_goes_to_the_inbox_and_its_exception_goes_nowhere()
    {
        MqttSession session = NewSession();
        session.Connect(Profile(), "t", "x"u8.ToArray());
        MqttClient.Last.Arrive("nb/1/b/req/x", [1, 2]);
        Assert.AreEqual("nb/1/b/req/x 2", string.Join(", ", _inbox.Arrivals));
        _inbox.Throws = true;
        MqttClient.Last.Arrive("nb/1/b/req/x", [1]);
        Assert.HasCount(1, _inbox.Arrivals);
    }

    [TestMethod]
    public void A_closed_session_is_down_and_hears_nothing()
    {
        MqttSession session = NewSession();
        session.Connect(Profile(), "t", "x"u8.ToArray());
        MqttClient client = MqttClient.Last;
        session.Close();
        Assert.IsTrue(client.IsClosed);
        Assert.IsFalse(session.IsUp);
        client.Arrive("late", [1]);
        Assert.IsEmpty(_inbox.Arrivals);
        session.Close();
    }

    private bool Subscribe(Action<MqttClient, ushort> answer)
    {
        MqttSession session = NewSession();
        session.Connect(Profile(), "t", "x"u8.ToArray());
        MqttClient.Last.OnSubscribe = answer;
        return session.Subscribe("nb/1/b/req/+", 30);
    }

    private MqttSession NewSession() => new(_inbox, new FakeMachine(20), "nb0123");

    private static ProfileRecord Profile() => new() { BrokerHost = "broker.lan" };

    private sealed class Inbox : IMqttInbox
    {
        public List<string> Arrivals { get; } = [];

        public bool Throws { get; set; }

        public void Arrived(string topic, byte[] payload)
        {
            if (Throws)
            {
                throw new InvalidOperationException("full");
            }

            Arrivals.Add($"{topic} {payload.Length}");
        }
    }
}
