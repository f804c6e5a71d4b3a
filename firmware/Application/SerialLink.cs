using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The serial link that heals: a port that throws is closed and opened again after a while; until then it is silent. The board thread's.</summary>
    public sealed class SerialLink : IByteLink
    {
        private readonly Station _station;
        private readonly ProfileRecord _profile;
        private readonly Backoff _backoff = new Backoff(1000, 30 * 1000);
        private IByteLink _port;
        private int _portConnection;
        private int _connection;
        private long _notBeforeMs;

        /// <summary>Monotonic time of the last byte that a client sent; <see cref="long.MinValue"/> before the first.</summary>
        public long LastHeardMs = long.MinValue;

        public SerialLink(Station station, ProfileRecord profile)
        {
            _station = station;
            _profile = profile;
        }

        public int ConnectionNumber
        {
            get
            {
                try
                {
                    if (IsOpen() && _port.ConnectionNumber != _portConnection)
                    {
                        _portConnection = _port.ConnectionNumber;
                        _connection++;
                    }
                }
                catch (System.Exception failure)
                {
                    Fail(failure);
                }

                return _connection;
            }
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                int taken = _port == null ? 0 : _port.Read(buffer, offset, count);
                if (taken > 0)
                {
                    LastHeardMs = _station.Machine.NowMs;
                    _backoff.Reset();
                }

                return taken;
            }
            catch (System.Exception failure)
            {
                Fail(failure);
                return 0;
            }
        }

        public bool Write(byte[] buffer, int offset, int count)
        {
            try
            {
                return _port != null && _port.Write(buffer, offset, count);
            }
            catch (System.Exception failure)
            {
                Fail(failure);
                return false;
            }
        }

        /// <summary>Opens the port where it is time to.</summary>
        private bool IsOpen()
        {
            if (_port != null || _profile.SerialPort == 0)
            {
                return _port != null;
            }

            long nowMs = _station.Machine.NowMs;
            if (nowMs < _notBeforeMs)
            {
                return false;
            }

            _notBeforeMs = nowMs + _backoff.NextMs(_station.Machine.Random());
            _port = _station.Hardware.OpenSerial(_profile, _station.BoardWake);
            if (_port != null)
            {
                _portConnection = _port.ConnectionNumber;
                _connection++;
            }

            return _port != null;
        }

        private void Fail(System.Exception failure)
        {
            _station.Failed("serial", failure);
            System.IDisposable port = _port as System.IDisposable;
            bool wasOpen = _port != null;
            _port = null;
            _notBeforeMs = _station.Machine.NowMs + _backoff.NextMs(_station.Machine.Random());
            if (wasOpen)
            {
                _station.Healed("the serial port failed: it is opened again");
            }

            try
            {
                if (port != null)
                {
                    port.Dispose();
                }
            }
            catch (System.Exception second)
            {
                _station.Failed("serial close", second);
            }
        }
    }
}
