using System;
using System.IO.Ports;
using NanoBatch.Application;
using NanoBatch.Runtime;

namespace NanoBatch.Esp32
{
    /// <summary>The serial port as a stream of bytes. What the driver throws goes through: the application logs it, disposes of the link and opens another.</summary>
    internal sealed class UartLink : IByteLink, IDisposable
    {
        /// <summary>The driver drops everything that waits when its buffer overflows; hosts keep less than this in flight (DECISIONS 18).</summary>
        public const int ReceiveBufferBytes = 4096;

        /// <summary>The chip's own send buffer. What it has no room for, the driver would send later, by a task of its own, from where the array lay at the call:
        /// a collection may have moved it since.</summary>
        public const int SendBufferBytes = 128;

        /// <summary>Fewer bytes than that are worth no call where more are to follow.</summary>
        private const int PartBytesMin = SendBufferBytes / 2;

        /// <summary>Ten bits for a byte, and 1 % for a clock that is slow: millibits, so that milliseconds follow from bits a second.</summary>
        private const int MillibitsPerByte = 10100;

        /// <summary>The grain of the platform's waits.</summary>
        private const int WaitMs = 10;

        private const int WriteTimeoutMs = 1000;

        private readonly SerialPort _port;
        private readonly IWakeSignal _arrived;
        private readonly IMachine _machine;
        private readonly int _baud;

        /// <summary>When the send buffer is empty at the latest.</summary>
        private long _emptyMs;

        /// <summary>Opens a port; throws where there is none, or another program has it.</summary>
        /// <param name="portName">Such as <c>COM2</c>, with pins already assigned.</param>
        /// <param name="baud">Bits per second.</param>
        /// <param name="arrived">Set when bytes have come.</param>
        /// <param name="machine">Measures how far the send buffer is.</param>
        public UartLink(string portName, int baud, IWakeSignal arrived, IMachine machine)
        {
            _arrived = arrived;
            _machine = machine;
            _baud = baud;
            _port = new SerialPort(portName, baud);
            bool isOpen = false;
            try
            {
                _port.ReadBufferSize = ReceiveBufferBytes;
                _port.WriteTimeout = WriteTimeoutMs;
                _port.Open();
                _port.DataReceived += OnReceived;
                isOpen = true;
            }
            finally
            {
                if (!isOpen)
                {
                    // Else the platform would hold the port taken for ever.
                    _port.Dispose();
                }
            }
        }

        /// <summary>A cable has no connections: the frames themselves tell where one begins.</summary>
        public int ConnectionNumber => 1;

        /// <summary>True where the board has a port of that name; asked at each start, for chips with native USB have COM1 only where no host was attached.</summary>
        public static bool Exists(string portName)
        {
            string[] names = SerialPort.GetPortNames();
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] == portName)
                {
                    return true;
                }
            }

            return false;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            // Asking for more than what waits would block until it has come, or throw.
            int waiting = _port.BytesToRead;
            int wanted = waiting < count ? waiting : count;
            return wanted <= 0 ? 0 : _port.Read(buffer, offset, wanted);
        }

        /// <summary>Hands over what the send buffer has room for, and waits for more: as long as the bytes take on the wire, less the last 128. Allocates nothing.</summary>
        public bool Write(byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                long nowMs = _machine.NowMs;
                int room = RoomAt(nowMs);
                int part = count < room ? count : room;
                if (part < count && part < PartBytesMin)
                {
                    _machine.Wait(WaitMs);
                    continue;
                }

                _port.Write(buffer, offset, part);
                offset += part;
                count -= part;

                // One more, for the part of a millisecond that the clock does not show.
                long fromMs = _emptyMs > nowMs ? _emptyMs : nowMs + 1;
                _emptyMs = fromMs + (((part * MillibitsPerByte) + _baud - 1) / _baud);
            }

            return true;
        }

        /// <summary>Gives the port back: the platform refuses a second object for it before.</summary>
        public void Dispose()
        {
            _port.DataReceived -= OnReceived;
            _port.Dispose();
        }

        /// <summary>Bytes that the send buffer takes for certain, 0..<see cref="SendBufferBytes"/>.</summary>
        private int RoomAt(long nowMs)
        {
            if (nowMs >= _emptyMs)
            {
                return SendBufferBytes;
            }

            long waiting = (((_emptyMs - nowMs) * _baud) + MillibitsPerByte - 1) / MillibitsPerByte;
            return waiting < SendBufferBytes ? SendBufferBytes - (int)waiting : 0;
        }

        private void OnReceived(object sender, SerialDataReceivedEventArgs e)
        {
            try
            {
                _arrived.Set();
            }
            catch (Exception failure)
            {
                // What leaves a handler would end the driver's event thread, and with it the link.
                Console.WriteLine("serial event: " + failure.Message);
            }
        }
    }
}
