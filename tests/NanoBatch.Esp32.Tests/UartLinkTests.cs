using System;
using System.IO.Ports;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application;
using NanoBatch.Esp32.Tests.Fakes;
using NanoBatch.Protocol;

namespace NanoBatch.Esp32.Tests;

/// <summary>Goal: no byte is left to the driver's own task, which would read it from an array that may have moved. Method: a port that empties at the line's rate.</summary>
[TestClass]
[DoNotParallelize]      // The port's names are one list of the process.
public sealed class UartLinkTests
{
    private readonly Signal _signal = new();

    [TestMethod]
    [DataRow(ProfileLimits.BaudMin, DisplayName = "the slowest")]
    [DataRow(19_200)]
    [DataRow(115_200)]
    [DataRow(460_800)]
    [DataRow(ProfileLimits.BaudMax, DisplayName = "the fastest")]
    public void Whatever_is_written_finds_room_at_once(int baud)
    {
        int[] lengths = [1, 63, 64, 65, 127, 128, 129, 191, 192, 193, FrameFormat.EncodedMax, 255, 256, 257, 1000];
        foreach (int lookUs in new[] { 0, 37, 999 })
        {
            foreach (int first in lengths)
            {
                (UartLink link, SerialPort port, LineMachine machine) = Open(baud, lookUs);
                byte[] expected = [.. lengths.Prepend(first).SelectMany((length, n) => Enumerable.Range(0, length).Select(i => (byte)((n * 37) + i)))];
                double startUs = machine.NowUs;
                int at = 0;
                foreach (int length in lengths.Prepend(first))
                {
                    byte[] array = new byte[length + 2];
                    expected.AsSpan(at, length).CopyTo(array.AsSpan(1));
                    Assert.IsTrue(link.Write(array, 1, length));
                    at += length;
                }

                Assert.AreEqual(0, port.LateCount, $"{first} bytes first, {lookUs} µs a look");
                Assert.IsTrue(port.Sent.SequenceEqual(expected), "the bytes in their order");
                double lineUs = expected.Length * 10e6 / baud;
                Assert.IsLessThan((lineUs * 1.05) + (20_000.0 * (2 + (expected.Length / 64))), machine.NowUs - startUs, "no waits without need");
            }
        }
    }

    [TestMethod]
    [DataRow(128, 0, DisplayName = "a full send buffer")]
    [DataRow(129, 1, DisplayName = "a byte more")]
    [DataRow(FrameFormat.EncodedMax, 1, DisplayName = "the longest frame")]
    public void A_frame_waits_for_what_does_not_fit(int length, int waits)
    {
        (UartLink link, SerialPort port, LineMachine machine) = Open(115_200, 1);
        Assert.IsTrue(link.Write(new byte[length], 0, length));
        Assert.IsLessThanOrEqualTo(2 * waits, machine.WaitCount);
        Assert.IsGreaterThanOrEqualTo(waits, machine.WaitCount);
        Assert.AreEqual((length, 0), (port.SentCount, port.LateCount));
    }

    [TestMethod]
    public void Writing_allocates_nothing()
    {
        (UartLink link, SerialPort port, LineMachine _) = Open(115_200, 1);
        byte[] frame = new byte[FrameFormat.EncodedMax];
        link.Write(frame, 0, frame.Length);
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < 3 && allocated != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++)
            {
                link.Write(frame, 0, frame.Length);
            }

            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.AreEqual(0L, allocated);
        Assert.AreEqual(0, port.LateCount);
    }

    [TestMethod]
    public void Reads_what_waits_and_never_asks_for_more()
    {
        (UartLink link, SerialPort port, LineMachine _) = Open(115_200, 1);
        byte[] buffer = new byte[8];
        Assert.AreEqual(0, link.Read(buffer, 0, 8));
        port.Arrive(1, 2, 3);
        Assert.AreEqual(1, _signal.SetCount);
        Assert.AreEqual(2, link.Read(buffer, 1, 2));
        Assert.AreEqual(1, link.Read(buffer, 3, 5));
        CollectionAssert.AreEqual((byte[])[0, 1, 2, 3, 0, 0, 0, 0], buffer);
        Assert.AreEqual(4096, port.ReadBufferSize);
    }

    [TestMethod]
    public void A_signal_that_throws_does_not_leave_the_handler_and_a_closed_link_hears_nothing()
    {
        (UartLink link, SerialPort port, LineMachine _) = Open(115_200, 1);
        _signal.Throws = true;
        port.Arrive(1);
        link.Dispose();
        port.Arrive(1);
        Assert.AreEqual(1, _signal.SetCount);
        Assert.IsTrue(port.IsDisposed);
    }

    [TestMethod]
    public void A_port_that_does_not_open_is_given_back()
    {
        SerialPort.OpenFails = () => true;
        try
        {
            Assert.ThrowsExactly<InvalidOperationException>(() => new UartLink("COM2", 115_200, _signal, new LineMachine(1)));
            Assert.IsTrue(SerialPort.Last.IsDisposed);
        }
        finally
        {
            SerialPort.OpenFails = () => false;
        }

        Assert.IsTrue(UartLink.Exists("COM2"));
        Assert.IsFalse(UartLink.Exists("COM3"));
    }

    private (UartLink Link, SerialPort Port, LineMachine Machine) Open(int baud, int lookUs)
    {
        var machine = new LineMachine(lookUs);
        var link = new UartLink("COM2", baud, _signal, machine);
        SerialPort.Last.NowUs = () => machine.NowUs;
        return (link, SerialPort.Last, machine);
    }

    private sealed class Signal : IWakeSignal
    {
        public int SetCount { get; private set; }

        public bool Throws { get; set; }

        public void Set()
        {
            SetCount++;
            if (Throws)
            {
                throw new InvalidOperationException("signal");
            }
        }

        public void Wait(int milliseconds) => throw new NotSupportedException();
    }
}
