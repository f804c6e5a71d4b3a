using System;
using System.Device.Gpio;
using System.Net.NetworkInformation;
using NanoBatch.Application;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace NanoBatch.Esp32
{
    /// <summary>The board itself behind the application's seams.</summary>
    internal sealed class Esp32Hardware : IHardware
    {
        private const int MacBytes = 6;

        private readonly Esp32Machine _machine = new Esp32Machine();
        private readonly byte[] _mac = FindMacAddress();

        /// <summary>Made with the first output; pins belong to one controller.</summary>
        private GpioController _gpio;
        private WifiStation _wifi;

        public IMachine Machine => _machine;

        public byte[] MacAddress => _mac;

        public string Build => BuildIdentity.Text;

        public IStore OpenStore() => new FileStore(FileStore.BoardDrive);

        public IAdc OpenAdc(ChannelTable channels) => new AdcInputs(channels, TargetPins.Of(SystemInfo.TargetName));

        public IByteLink OpenSerial(ProfileRecord profile, IWakeSignal arrived)
        {
            string portName = "COM" + profile.SerialPort.ToString();
            if (profile.SerialPort == 0 || !UartLink.Exists(portName) || !AssignPins(profile))
            {
                return null;
            }

            return new UartLink(portName, profile.SerialBaud, arrived, _machine);
        }

        /// <remarks><see cref="ProfileRecord.DefaultPin"/> means the target's status LED: nothing else has a default.</remarks>
        public IOutputPin OpenOutput(int pin, string target)
        {
            TargetPins pins = PinsOf(target);
            int number = pin == ProfileRecord.DefaultPin ? pins.Led : pin;
            if (number == ProfileRecord.NoPin || !pins.CanDrive(number))
            {
                return null;
            }

            if (_gpio == null)
            {
                _gpio = new GpioController();
            }

            return new OutputPin(_gpio, number);
        }

        /// <remarks>One for all threads that the application replaces: each station would register another adapter with the library.</remarks>
        public IWifi OpenWifi()
        {
            if (_wifi == null)
            {
                _wifi = new WifiStation(_machine);
            }

            return _wifi;
        }

        public INetworkTime OpenTime() => new SntpClient(_machine, NtpPacket.Port);

        public IMqttSession NewMqttSession(ProfileRecord profile, IMqttInbox inbox)
        {
            TcpStream connection = new TcpStream();
            INetworkStream stream = profile.BrokerTls == 0 ? connection : new TlsStream(connection);
            return new MqttSession(stream, inbox, _machine, "nb" + Hex(_mac));
        }

        /// <summary>The profile's word for the board comes first: its firmware's name cannot tell a module's variants apart.</summary>
        private static TargetPins PinsOf(string target) => TargetPins.Of(target.Length > 0 ? target : SystemInfo.TargetName);

        private static bool AssignPins(ProfileRecord profile)
        {
            TargetPins pins = PinsOf(profile.Target);
            bool hasOwnPins = profile.SerialPort == 1 && profile.SerialTxPin == ProfileRecord.DefaultPin && profile.SerialRxPin == ProfileRecord.DefaultPin;
            if (hasOwnPins)
            {
                return true;        // COM1 comes with its own pins, the others with none
            }

            int tx = profile.SerialTxPin == ProfileRecord.DefaultPin ? pins.SerialTx : profile.SerialTxPin;
            int rx = profile.SerialRxPin == ProfileRecord.DefaultPin ? pins.SerialRx : profile.SerialRxPin;
            if (!pins.CanDrive(tx) || !pins.CanRead(rx) || tx == rx)
            {
                return false;
            }

            Configuration.SetPinFunction(tx, profile.SerialPort == 3 ? DeviceFunction.COM3_TX : profile.SerialPort == 2 ? DeviceFunction.COM2_TX : DeviceFunction.COM1_TX);
            Configuration.SetPinFunction(rx, profile.SerialPort == 3 ? DeviceFunction.COM3_RX : profile.SerialPort == 2 ? DeviceFunction.COM2_RX : DeviceFunction.COM1_RX);
            return true;
        }

        /// <summary>The first interface's address; zeros where none has one, for a board without an address still measures.</summary>
        private static byte[] FindMacAddress()
        {
            try
            {
                NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
                for (int i = 0; i < interfaces.Length; i++)
                {
                    byte[] address = interfaces[i].PhysicalAddress;
                    if (address != null && address.Length == MacBytes)
                    {
                        return address;
                    }
                }
            }
            catch (Exception failure)
            {
                Console.WriteLine("no hardware address: " + failure.Message);
            }

            return new byte[MacBytes];
        }

        private static string Hex(byte[] bytes)
        {
            string text = "";
            for (int i = 0; i < bytes.Length; i++)
            {
                text += bytes[i].ToString("X2");
            }

            return text;
        }
    }
}
