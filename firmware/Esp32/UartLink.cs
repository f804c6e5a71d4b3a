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

        /// <summary>A frame of 250 bytes takes 260 ms at 9 600 baud.</summary>
        private const int WriteTimeoutMs = 1000;

        private readonly SerialPort _port;
        private readonly IWakeSignal _arrived;

        /// <summary>Opens a port; throws where there is none, or another program has it.</summary>
        /// <param name="portName">Such as <c>COM2</c>, with pins already assigned.</param>
        /// <param name="baud">Bits per second.</param>
        /// <param name="arrived">Set when bytes have come.</param>
        public UartLink(string portName, int baud, IWakeSignal arrived)
        {
            _arrived = arrived;
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

        public bool Write(byte[] buffer, int offset, int count)
        {
            _port.Write(buffer, offset, count);
            return true;
        }

        /// <summary>Gives the port back: the platform refuses a second object for it before.</summary>
        public void Dispose()
        {
            _port.DataReceived -= OnReceived;
            _port.Dispose();
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
