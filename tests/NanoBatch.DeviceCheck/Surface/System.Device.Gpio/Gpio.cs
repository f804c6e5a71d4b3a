namespace System.Device.Gpio
{
    public enum PinMode
    {
        Input = 0,
        InputPullDown = 1,
        InputPullUp = 2,
        Output = 3,
    }

    public readonly struct PinValue
    {
        public static extern PinValue High { get; }

        public static extern PinValue Low { get; }
    }

    public sealed class GpioPin
    {
        public extern void Write(PinValue value);
    }

    public sealed class GpioController
    {
        public extern GpioController();

        public extern GpioPin OpenPin(int pinNumber, PinMode mode);
    }
}
