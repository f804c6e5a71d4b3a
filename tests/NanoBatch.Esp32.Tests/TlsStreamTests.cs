using System;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Esp32.Tests;

/// <summary>TLS over the device's connection: nobody gets around the server's certificate. The cryptography is a fake's, the socket is not.</summary>
[TestClass]
public sealed class TlsStreamTests
{
    private const int LongMs = 30_000;

    private readonly byte[] _buffer = new byte[8];

    [TestMethod]
    [DataRow(12, SslProtocols.Tls12)]
    [DataRow(13, SslProtocols.Tls13)]
    public void One_version_is_offered_and_the_server_has_to_prove_itself(int tls, object version)
    {
        using var listener = new TcpStreamTests.Listener();
        ProfileRecord profile = Profile(listener, tls, "authority");
        profile.ClientCertificate = "own";
        profile.ClientKey = "key";
        TlsStream stream = Open(profile);
        Assert.AreEqual(SslVerification.CertificateRequired, SslStream.Last.SslVerification);
        Assert.AreEqual((profile.BrokerHost, version), (SslStream.Last.Told.Host, SslStream.Last.Told.Version));
        Assert.AreEqual("authority", SslStream.Last.Told.Authority.Text);
        Assert.AreEqual("key", ((X509Certificate2)SslStream.Last.Told.Own).Key);
        stream.Close();
    }

    [TestMethod]
    public void A_board_without_a_certificate_of_its_own_shows_none()
    {
        using var listener = new TcpStreamTests.Listener();
        TlsStream stream = Open(Profile(listener, 12, "authority"));
        Assert.IsNull(SslStream.Last.Told.Own);
        stream.Close();
    }

    [TestMethod]
    [DataRow(12, "", DisplayName = "no authority to verify by")]
    [DataRow(11, "authority", DisplayName = "a version that there is not")]
    public void What_cannot_verify_does_not_even_connect(int tls, string authority)
    {
        SslStream.Last = null;
        var stream = new TlsStream(new TcpStream());
        Assert.IsFalse(stream.Open(new ProfileRecord { BrokerHost = "no host of ours", BrokerTls = tls, CaCertificate = authority }));
        Assert.IsNull(SslStream.Last);
        stream.Close();
    }

    [TestMethod]
    public void A_handshake_that_fails_goes_through_and_is_closed_whole()
    {
        using var listener = new TcpStreamTests.Listener();
        var stream = new TlsStream(new TcpStream());
        SslStream.NextFailure = new InvalidOperationException("not the one");
        Assert.ThrowsExactly<InvalidOperationException>(() => stream.Open(Profile(listener, 12, "authority")));
        using Socket peer = listener.Accept();
        stream.Close();
        Assert.IsTrue(SslStream.Last.IsClosed);
        Assert.AreEqual(0, peer.Receive(_buffer), "its socket too");
    }

    [TestMethod]
    public void What_was_decrypted_already_needs_no_bytes_on_the_wire()
    {
        using var listener = new TcpStreamTests.Listener();
        TlsStream stream = Open(Profile(listener, 12, "authority"));
        using Socket peer = listener.Accept();
        Assert.AreEqual(0, stream.Read(_buffer, 0, 8, 0), "nothing has come");
        SslStream.Last.Pending = [1, 2, 3];
        Assert.AreEqual(2, stream.Read(_buffer, 0, 2, 0));
        Assert.AreEqual(1, stream.Read(_buffer, 2, 2, 0));
        peer.Send([4]);
        Assert.AreEqual(1, stream.Read(_buffer, 3, 2, LongMs));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4 }, _buffer[..4]);
        stream.Write([5]);
        Assert.AreEqual(1, peer.Receive(_buffer));
        peer.Close();
        Assert.AreEqual(-1, stream.Read(_buffer, 0, 8, LongMs));
        stream.Close();
    }

    [TestMethod]
    public void A_record_without_data_is_no_end()
    {
        using var listener = new TcpStreamTests.Listener();
        TlsStream stream = Open(Profile(listener, 13, "authority"));
        using Socket peer = listener.Accept();
        SslStream.Last.Fault = SocketError.TimedOut;
        peer.Send([0]);
        Assert.AreEqual(0, stream.Read(_buffer, 0, 8, LongMs), "a ticket: its wait runs out");
        peer.Send([7]);
        Assert.AreEqual(1, stream.Read(_buffer, 0, 8, LongMs));
        SslStream.Last.Fault = SocketError.ConnectionReset;
        peer.Send([0]);
        Assert.ThrowsExactly<SocketException>(() => stream.Read(_buffer, 0, 8, LongMs), "what is an end goes through");
        stream.Close();
    }

    private static ProfileRecord Profile(TcpStreamTests.Listener listener, int tls, string authority)
    {
        ProfileRecord profile = listener.Profile;
        profile.BrokerTls = tls;
        profile.CaCertificate = authority;
        return profile;
    }

    private static TlsStream Open(ProfileRecord profile)
    {
        var stream = new TlsStream(new TcpStream());
        Assert.IsTrue(stream.Open(profile));
        return stream;
    }
}
