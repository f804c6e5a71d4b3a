namespace System.Device.Wifi
{
    public enum WifiReconnectionKind
    {
        Automatic = 0,
        Manual = 1,
    }

    public class WifiConnectionResult
    {
    }

    public sealed class WifiAdapter
    {
        public static extern WifiAdapter[] FindAllAdapters();

        public extern WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential);

        public extern void Disconnect();
    }
}
