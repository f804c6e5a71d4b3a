using System.Device.Wifi;
using System.Net.NetworkInformation;
using NanoBatch.Application;

namespace NanoBatch.Esp32
{
    /// <summary>The chip's Wi-Fi as a station with an address from the network.</summary>
    internal sealed class WifiStation : IWifi
    {
        private const string NoAddress = "0.0.0.0";

        /// <summary>The one adapter; null where the chip has none.</summary>
        private readonly WifiAdapter _adapter;
        private readonly IMachine _machine;
        private readonly object _lock = new object();

        /// <summary>True while the driver's call runs, under the lock.</summary>
        private bool _isConnecting;

        public WifiStation(IMachine machine)
        {
            _machine = machine;

            // Once: each look makes new adapters, which the library's event listener keeps.
            WifiAdapter[] adapters = WifiAdapter.FindAllAdapters();
            _adapter = adapters.Length == 0 ? null : adapters[0];
        }

        public bool IsUp
        {
            get
            {
                NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
                for (int i = 0; i < interfaces.Length; i++)
                {
                    NetworkInterface one = interfaces[i];
                    string address = one.NetworkInterfaceType == NetworkInterfaceType.Wireless80211 ? one.IPv4Address : null;
                    if (address != null && address != NoAddress)
                    {
                        return NetworkInterface.GetIsNetworkAvailable();
                    }
                }

                return false;
            }
        }

        /// <summary>Returns at once: the driver waits up to 20 s, in a thread of its own. Does nothing while an earlier call still waits.</summary>
        /// <remarks>Reconnection is the caller's. "Manual" would write name and password to the flash at every attempt: its value is the driver's flag for that.</remarks>
        public void Connect(string name, string password)
        {
            if (_adapter == null)
            {
                return;
            }

            lock (_lock)
            {
                if (_isConnecting)
                {
                    return;
                }

                _isConnecting = true;
            }

            bool isStarted = false;
            try
            {
                _machine.Start(new Attempt(this, name, password));
                isStarted = true;
            }
            finally
            {
                if (!isStarted)
                {
                    End();
                }
            }
        }

        public void Disconnect()
        {
            if (_adapter != null)
            {
                _adapter.Disconnect();
            }
        }

        private void End()
        {
            lock (_lock)
            {
                _isConnecting = false;
            }
        }

        /// <summary>One call of the driver.</summary>
        private sealed class Attempt : IThreadBody
        {
            private readonly WifiStation _station;
            private readonly string _name;
            private readonly string _password;

            public Attempt(WifiStation station, string name, string password)
            {
                _station = station;
                _name = name;
                _password = password;
            }

            public void Run()
            {
                try
                {
                    _station._adapter.Connect(_name, WifiReconnectionKind.Automatic, _password);
                }
                finally
                {
                    _station.End();
                }
            }
        }
    }
}
