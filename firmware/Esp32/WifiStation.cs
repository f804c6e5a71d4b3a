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

        public WifiStation()
        {
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
                    if (one.NetworkInterfaceType == NetworkInterfaceType.Wireless80211 && one.IPv4Address != NoAddress)
                    {
                        return NetworkInterface.GetIsNetworkAvailable();
                    }
                }

                return false;
            }
        }

        /// <summary>Takes up to 20 s in a managed wait; the address comes a little later.</summary>
        /// <remarks>Reconnection is the caller's. "Manual" would write name and password to the flash at every attempt: its value is the driver's flag for that.</remarks>
        public void Connect(string name, string password)
        {
            if (_adapter != null)
            {
                _adapter.Connect(name, WifiReconnectionKind.Automatic, password);
            }
        }

        public void Disconnect()
        {
            if (_adapter != null)
            {
                _adapter.Disconnect();
            }
        }
    }
}
