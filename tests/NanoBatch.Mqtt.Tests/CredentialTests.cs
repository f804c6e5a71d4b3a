using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Mqtt.Tests;

/// <summary>Passwords and certificates: the right ones open the road, each wrong one is a sentence of its own.</summary>
[TestClass]
public sealed class CredentialTests
{
    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task Tls_with_client_certificates_carries_a_deployment(string kind)
    {
        using var certificates = new TestCertificates();
        await using TestBroker broker = await TestBroker.StartAsync(kind, new BrokerSetup(Certificates: certificates, WantsClientCertificate: true));
        BrokerCredentials credentials = Load(broker, certificates.Files);
        await using FieldBoard board = await FieldBoard.StartAsync(broker, credentials: credentials);
        await using DeviceClient client = await board.OpenAsync(credentials);
        Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(FieldBoard.Package, false, 0, null, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task A_client_without_the_certificate_that_is_wanted_is_kept_out(string kind)
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        await using TestBroker broker = await TestBroker.StartAsync(kind, new BrokerSetup(Certificates: certificates, WantsClientCertificate: true));
        BrokerException none = await FailsAsync(broker, Load(broker, certificates.Files with { CertificatePath = null, KeyPath = null }));
        Assert.AreEqual(BrokerFailure.Tls, none.Failure);
        Assert.Contains("--cert", none.Help);
        BrokerException foreign = await FailsAsync(broker, Load(broker, new BrokerFiles(certificates.Authority, others.ClientCertificate, others.ClientKey)));
        Assert.AreEqual(BrokerFailure.Tls, foreign.Failure);
        Assert.Contains("may not trust", foreign.Help);
    }

    [TestMethod]
    [DataRow("authority", "whom the file of --ca does not hold")]
    [DataRow("system", "whom this computer does not trust")]
    [DataRow("name", "made out to 'broker.example', not to '127.0.0.1'")]
    [DataRow("date", "is valid from")]
    public async Task A_broker_that_cannot_prove_itself_is_refused(string fault, string words)
    {
        using var certificates = new TestCertificates(fault == "name" ? "broker.example" : "localhost", isExpired: fault == "date");
        using var others = new TestCertificates();
        await using TestBroker broker = await TestBroker.StartAsync(TestBroker.Embedded, new BrokerSetup(Certificates: certificates));
        string? ca = fault switch { "authority" => others.Authority, "system" => null, _ => certificates.Authority };
        BrokerException e = await FailsAsync(broker, Load(broker, new BrokerFiles(ca)));
        Assert.AreEqual(BrokerFailure.ServerCertificate, e.Failure, e.ToString());
        Assert.Contains(words, e.Message);
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task User_and_password_count(string kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind, new BrokerSetup("gate", "s3cret/ä"));
        await using (var right = new BrokerConnection(Options(broker, new BrokerCredentials { User = "gate", Password = "s3cret/ä" }), TimeProvider.System))
        {
            await right.ConnectAsync([], CancellationToken.None);
            Assert.AreNotEqual(0, right.ConnectionNumber);
        }

        BrokerException wrong = await FailsAsync(broker, new BrokerCredentials { User = "gate", Password = "s3cret" });
        Assert.AreEqual(BrokerFailure.NotAuthorized, wrong.Failure);
        Assert.Contains("user 'gate'", wrong.Message);
        Assert.DoesNotContain("s3cret", wrong.ToString());
        BrokerException nobody = await FailsAsync(broker, BrokerCredentials.None);
        Assert.Contains("clients without a user", nobody.Message);
    }

    [TestMethod]
    public async Task The_wrong_kind_of_road_is_told()
    {
        using var certificates = new TestCertificates();
        await using TestBroker plain = await TestBroker.StartAsync(TestBroker.Embedded);
        await using TestBroker secure = await TestBroker.StartAsync(TestBroker.Embedded, new BrokerSetup(Certificates: certificates));
        BrokerException tls = await FailsAsync(BrokerAddress.Of("127.0.0.1", plain.Port, isTls: true), BrokerCredentials.None);
        Assert.AreEqual(BrokerFailure.Tls, tls.Failure, tls.ToString());
        Assert.Contains("mqtt://", tls.Help);
        BrokerException noTls = await FailsAsync(BrokerAddress.Of("127.0.0.1", secure.Port), BrokerCredentials.None);
        Assert.Contains("mqtts://", noTls.Help);
        await plain.KillAsync();
        BrokerException gone = await FailsAsync(plain.Address, BrokerCredentials.None);
        Assert.AreEqual(BrokerFailure.Unreachable, gone.Failure);
        BrokerException unknown = await FailsAsync(BrokerAddress.Of("no-such-host.invalid", 1883), BrokerCredentials.None);
        Assert.AreEqual(BrokerFailure.UnknownHost, unknown.Failure);
    }

    [TestMethod]
    public void Options_come_before_the_address_and_the_address_before_the_environment()
    {
        using var certificates = new TestCertificates();
        var variables = new Dictionary<string, string>
        {
            [BrokerCredentials.UserVariable] = "env",
            [BrokerCredentials.PasswordVariable] = "of the environment",
            [BrokerCredentials.PasswordFileVariable] = certificates.Write("password", "of the file\n"),
            [BrokerCredentials.CaVariable] = certificates.Authority,
        };
        Check("mqtt://host", "env", "of the environment", false);
        Check("mqtt://me:of%20the%20address@host", "me", "of the address", false);
        Check("mqtt://me@host", "me", "of the environment", false);
        Check("mqtts://host", "env", "of the environment", true);
        variables.Remove(BrokerCredentials.PasswordVariable);
        Check("mqtt://host", "env", "of the file", false);
        variables.Remove(BrokerCredentials.PasswordFileVariable);
        Check("mqtt://host", "env", null, false);

        void Check(string address, string user, string? password, bool hasAuthorities)
        {
            BrokerCredentials loaded = BrokerCredentials.Load(BrokerAddress.Parse(address), BrokerFiles.None, variables.GetValueOrDefault);
            Assert.AreEqual((user, password, hasAuthorities), (loaded.User, loaded.Password, loaded.Authorities is not null));
        }
    }

    [TestMethod]
    public void A_file_that_cannot_be_used_is_named_with_a_remedy()
    {
        using var certificates = new TestCertificates();
        string empty = certificates.Write("empty.pem", "");
        string damaged = certificates.Write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        string locked = certificates.Write("locked.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        string missing = Path.Combine(Path.GetDirectoryName(empty)!, "missing.pem");
        string longer = certificates.Write("long.pem", new string('x', (1024 * 1024) + 1));
        Check(new(missing), missing, "no such certificate file");
        Check(new(empty), empty, "no certificate in PEM form");
        Check(new(damaged), damaged, "damaged");
        Check(new(longer), longer, "too long");
        Check(new(Path.GetDirectoryName(empty)), Path.GetDirectoryName(empty)!, "cannot be read");
        Check(new(null, certificates.ClientCertificate, missing), missing, "no such key file");
        Check(new(null, certificates.ClientCertificate, certificates.ServerKey), certificates.ServerKey, "does not belong");
        Check(new(null, certificates.ClientCertificate, certificates.ClientCertificate), certificates.ClientCertificate, "no private key");
        Check(new(null, certificates.ClientCertificate), certificates.ClientCertificate, "no private key");
        Check(new(null, certificates.ClientCertificate, locked), locked, "passphrase");
        BrokerException lone = Assert.ThrowsExactly<BrokerException>(() => Load("mqtts://host", new BrokerFiles(KeyPath: certificates.ClientKey)));
        Assert.Contains("without its certificate", lone.Message);
        BrokerException plain = Assert.ThrowsExactly<BrokerException>(() => Load("mqtt://host", certificates.Files));
        Assert.Contains("goes without TLS", plain.Message);

        static void Check(BrokerFiles files, string path, string words)
        {
            BrokerException e = Assert.ThrowsExactly<BrokerException>(() => Load("mqtts://host", files));
            Assert.AreEqual((BrokerFailure.File, path), (e.Failure, e.FilePath));
            Assert.StartsWith(path + ": ", e.Message);
            Assert.Contains(words, e.Problem);
            Assert.IsGreaterThan(10, e.Help.Length);
        }
    }

    private static BrokerCredentials Load(string address, BrokerFiles files) => BrokerCredentials.Load(BrokerAddress.Parse(address), files, _ => null);

    private static BrokerCredentials Load(TestBroker broker, BrokerFiles files) => BrokerCredentials.Load(broker.Address, files, _ => null);

    private static BrokerOptions Options(TestBroker broker, BrokerCredentials credentials) => new() { Address = broker.Address, Credentials = credentials, ClientId = "c1" };

    private static Task<BrokerException> FailsAsync(TestBroker broker, BrokerCredentials credentials) => FailsAsync(broker.Address, credentials);

    private static async Task<BrokerException> FailsAsync(BrokerAddress address, BrokerCredentials credentials)
    {
        var options = new BrokerOptions { Address = address, Credentials = credentials, ClientId = "c1", Timeout = TimeSpan.FromSeconds(20) };
        await using var connection = new BrokerConnection(options, TimeProvider.System);
        BrokerException e = await Assert.ThrowsExactlyAsync<BrokerException>(() => connection.ConnectAsync([], CancellationToken.None));
        Assert.Contains(address.ToString(), e.Message);
        Assert.IsGreaterThan(10, e.Help.Length);
        return e;
    }
}
