namespace System.IO.Ports
{
    public delegate void SerialDataReceivedEventHandler(object sender, SerialDataReceivedEventArgs e);

    public enum Parity
    {
        None = 0,
    }

    public enum StopBits
    {
        One = 1,
    }

    public class SerialDataReceivedEventArgs : EventArgs
    {
    }

    public sealed class SerialPort : IDisposable
    {
        public extern SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One);

        public extern event SerialDataReceivedEventHandler DataReceived;

        public extern int BytesToRead { get; }

        public extern int ReadBufferSize { get; set; }

        public extern int WriteTimeout { get; set; }

        public static extern string[] GetPortNames();

        public extern void Open();

        public extern int Read(byte[] buffer, int offset, int count);

        public extern void Write(byte[] buffer, int offset, int count);

        public extern void Dispose();
    }
}
