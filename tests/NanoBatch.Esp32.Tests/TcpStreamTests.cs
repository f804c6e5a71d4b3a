using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Esp32.Tests;

/// <summary>The device's connection to a broker, over a loopback socket.</summary>
[TestClass]
public sealed class TcpStreamTests
{
    private const int LongMs = 30_000;

    private readonly byte[] _buffer = new byte[8];

    [TestMethod]
    public void Bytes_go_both_ways_and_only_what_is_asked_for_is_read()
    {
        using var listener = new Listener();
        var stream = new TcpStream();
        Assert.IsTrue(stream.Open(listener.Profile));
        using Socket peer = listener.Accept();
        Assert.AreEqual(0, stream.Read(_buffer, 0, 8, 0), "nothing has come");
        stream.Write([1, 2, 3]);
        byte[] heard = new byte[3];
        Assert.AreEqual(3, peer.Receive(heard));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, heard);

        peer.Send([4, 5, 6]);
        Assert.AreEqual(2, stream.Read(_buffer, 1, 2, LongMs));
        Assert.AreEqual(1, stream.Read(_buffer, 5, 3, LongMs));
        CollectionAssert.AreEqual(new byte[] { 0, 4, 5, 0, 0, 6, 0, 0 }, _buffer);
        stream.Close();
        stream.Close();
        Assert.AreEqual(0, peer.Receive(heard), "closed for the peer too");
    }

    [TestMethod]
    public void The_end_of_the_connection_is_told_behind_what_came_before()
    {
        using var listener = new Listener();
        var stream = new TcpStream();
        stream.Open(listener.Profile);
        using (Socket peer = listener.Accept())
        {
            peer.Send([9]);
        }

        Assert.AreEqual(1, stream.Read(_buffer, 0, 8, LongMs));
        Assert.AreEqual(-1, stream.Read(_buffer, 0, 8, LongMs));
        Assert.AreEqual(-1, stream.Read(_buffer, 0, 8, 0));
        stream.Close();
    }

    [TestMethod]
    public void Nobody_there_is_an_exception_and_closing_is_none()
    {
        ProfileRecord profile;
        using (var listener = new Listener())
        {
            profile = listener.Profile;
        }

        var stream = new TcpStream();
        stream.Close();
        Assert.Throws<Win32Exception>(() => stream.Open(profile));
        stream.Close();
    }

    /// <summary>A port on which somebody waits.</summary>
    internal sealed class Listener : System.IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public Listener()
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _socket.Listen();
            Profile = new ProfileRecord { BrokerHost = "127.0.0.1", BrokerPort = ((IPEndPoint)_socket.LocalEndPoint).Port };
        }

        public ProfileRecord Profile { get; }

        public Socket Accept()
        {
            Socket peer = _socket.Accept();
            peer.ReceiveTimeout = LongMs;
            return peer;
        }

        public void Dispose() => _socket.Dispose();
    }
}
