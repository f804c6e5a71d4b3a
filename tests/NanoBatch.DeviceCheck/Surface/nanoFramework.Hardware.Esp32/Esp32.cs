namespace nanoFramework.Hardware.Esp32
{
    public enum EspNativeError
    {
        OK = 0,
    }

    public enum DeviceFunction
    {
        COM1_TX = 0x30100,
        COM1_RX = 0x30101,
        COM2_TX = 0x30200,
        COM2_RX = 0x30201,
        COM3_TX = 0x30300,
        COM3_RX = 0x30301,
    }

    public class Configuration
    {
        public static extern void SetPinFunction(int pin, DeviceFunction value);
    }

    public class Sleep
    {
        public enum WakeupCause
        {
            Undefined = 0,
        }

        public static extern EspNativeError EnableWakeupByTimer(System.TimeSpan time);

        public static extern WakeupCause GetWakeupCause();

        public static extern void StartDeepSleep();
    }
}
